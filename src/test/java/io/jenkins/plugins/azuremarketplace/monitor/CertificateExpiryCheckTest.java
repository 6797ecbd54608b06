package io.jenkins.plugins.azuremarketplace.monitor;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.ExtensionList;
import hudson.model.AdministrativeMonitor;
import hudson.model.TaskListener;
import io.jenkins.plugins.azuremarketplace.credentials.Identities;
import io.jenkins.plugins.azuremarketplace.simulator.ThrowawayCertificate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class CertificateExpiryCheckTest {

    private static final ThrowawayCertificate FRESH = Identities.certificate(Duration.ofDays(31));
    private static final ThrowawayCertificate OLD = Identities.certificate(Duration.ofDays(29));

    @Test
    void anAdministratorIsToldOfCertificatesThatExpireSoon(JenkinsRule jenkins) throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "releases");
        Folder inner = folder.createProject(Folder.class, "inner");
        Identities.put(
                Identities.byCertificate("good", "fresh"),
                Identities.byCertificate("nothing", "missing"),
                Identities.byCertificate("text", "text"),
                Identities.keyStore("fresh", FRESH),
                Identities.keyStore("unused", OLD),
                Identities.text("text", "x"));
        CertificateExpiryMonitor monitor = AdministrativeMonitor.all().get(CertificateExpiryMonitor.class);
        check();
        assertThat(monitor.isActivated(), is(false));

        Identities.put(Identities.byCertificate("<b>bad</b>", "unused"));
        Identities.add(
                folder, Identities.byCertificate("good", "of-the-folder"), Identities.keyStore("of-the-folder", OLD));
        Identities.add(inner, Identities.keyStore("fresh", OLD));
        assertThat("nothing is looked at before", monitor.isActivated(), is(false));
        check();

        assertThat(monitor.isActivated(), is(true));
        assertThat(
                monitor.getSentences(),
                contains(
                        startsWith("Replace the certificate “unused” in time: it is valid until "),
                        containsString("the credentials “good” of the folder releases publish")));
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            String page = browser.goTo("manage/").getWebResponse().getContentAsString();
            assertThat(page, containsString("“&lt;b>bad&lt;/b>”"));
            assertThat(page, not(containsString("<b>bad")));
        }
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        Identities.put(Identities.byCertificate("good", "fresh"), Identities.keyStore("fresh", FRESH));
        folder.delete();
        check();
        assertThat(monitor.isActivated(), is(false));
    }

    private static void check() {
        ExtensionList.lookupSingleton(CertificateExpiryCheck.class).execute(TaskListener.NULL);
    }
}
