package io.jenkins.plugins.azuremarketplace.credentials;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Cause;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.User;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/**
 * Credentials that other credentials name. They are looked up where those others are kept, and in what is around that: so
 * nobody who keeps credentials in a folder below, or who may choose the parameters of a build, can put others in their place.
 */
final class NamedCredentials {

    private NamedCredentials() {}

    /**
     * The credentials as they are now, bound to the build.
     *
     * @param what they are to be, in words for the user
     * @param run null for a test of the configuration
     * @throws AbortException with a sentence for the user, if there are none that may be used
     */
    static StandardCredentials find(StandardCredentials naming, String what, String id, @CheckForNull Run<?, ?> run)
            throws AbortException {
        if (id.isEmpty()) {
            throw new AbortException(
                    "The credentials “" + PlainText.of(naming.getId(), 100) + "” name no " + what + ".");
        }
        StandardCredentials found = run == null ? in(Jenkins.get(), id) : of(naming, id, run);
        if (found == null || MarketplaceCredentials.SYSTEM.matches(found)) {
            throw new AbortException(called(naming, what, id)
                    + " were not found where those are kept, or above. Check the id, and that their scope is not that of"
                    + " the system.");
        }
        return found;
    }

    /** The beginning of a sentence about them. */
    static String called(StandardCredentials naming, String what, String id) {
        return "The " + what + " “" + PlainText.of(id, 100) + "” that the credentials “"
                + PlainText.of(naming.getId(), 100) + "” name";
    }

    @CheckForNull
    private static StandardCredentials of(StandardCredentials naming, String id, Run<?, ?> run) {
        Item job = run.getParent();
        StandardCredentials found = null;
        if (naming.getScope() == CredentialsScope.USER) {
            for (Authentication who : ownerAndItem(naming, run)) {
                found = found == null ? as(who, job, id) : found;
            }
        } else {
            found = in(home(naming, job), id);
        }
        Credentials bound = found == null ? null : found.forRun(run);
        return bound instanceof StandardCredentials standard ? standard : found;
    }

    /** The outermost group around a job in which these credentials are the ones with their id. */
    private static ItemGroup<?> home(StandardCredentials naming, Item job) {
        ItemGroup<?> home = job.getParent();
        for (ItemGroup<?> group = home; group != null; group = group instanceof Item item ? item.getParent() : null) {
            if (in(group, naming.getId()) == naming) {
                home = group;
            }
        }
        return home;
    }

    /** The user whose credentials they are, and then the job's own where that user may use those. */
    private static List<Authentication> ownerAndItem(StandardCredentials naming, Run<?, ?> run) {
        Item job = run.getParent();
        List<Authentication> candidates = new ArrayList<>();
        candidates.add(job instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2);
        for (Cause cause : run.getCauses()) {
            User user = cause instanceof Cause.UserIdCause byUser && byUser.getUserId() != null
                    ? User.getById(byUser.getUserId(), false)
                    : null;
            if (user != null && run.hasPermission2(user.impersonate2(), CredentialsProvider.USE_OWN)) {
                candidates.add(user.impersonate2());
            }
        }
        for (Authentication who : candidates) {
            if (as(who, job, naming.getId()) == naming) {
                return run.hasPermission2(who, CredentialsProvider.USE_ITEM) ? List.of(who, ACL.SYSTEM2) : List.of(who);
            }
        }
        return List.of();
    }

    @CheckForNull
    private static StandardCredentials in(ItemGroup<?> group, String id) {
        return CredentialsProvider.findCredentialByIdInItemGroup(
                id, StandardCredentials.class, group, ACL.SYSTEM2, List.of());
    }

    @CheckForNull
    private static StandardCredentials as(Authentication who, Item job, String id) {
        return CredentialsProvider.findCredentialByIdInItem(id, StandardCredentials.class, job, who, List.of());
    }
}
