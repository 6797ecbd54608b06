// Makes the Jenkins of `mvn -Pdemo hpi:run` ready for a look around: a simulated service, credentials and jobs.
import com.cloudbees.plugins.credentials.CredentialsScope
import com.cloudbees.plugins.credentials.SystemCredentialsProvider
import com.fasterxml.jackson.annotation.JsonProperty
import com.fasterxml.jackson.core.JsonFactory
import com.fasterxml.jackson.databind.ObjectMapper
import io.jsonwebtoken.Jwts
import okhttp3.OkHttpClient
import okio.Buffer
import hudson.model.FreeStyleProject
import hudson.util.Secret
import io.jenkins.plugins.azuremarketplace.step.GoLiveBuilder
import io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration
import io.jenkins.plugins.azuremarketplace.credentials.ServicePrincipalCredentialsImpl
import java.nio.file.Files
import java.time.Duration
import javax.tools.ToolProvider
import jenkins.model.Jenkins
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition
import org.jenkinsci.plugins.workflow.job.WorkflowJob

def jenkins = Jenkins.get()

// The simulator is no part of the plugin: it is compiled from its sources, beside it.
def sources = new File(jenkins.rootDir.parentFile, 'standalone/src/simulator/java')
def classes = Files.createTempDirectory('simulator')
def needed = [ObjectMapper, JsonFactory, JsonProperty, Jwts, OkHttpClient, Buffer, kotlin.Unit]
def provided = needed.collect { new File(it.protectionDomain.codeSource.location.toURI()) }
def libraries = new File(jenkins.rootDir.parentFile, 'target/simulator-libraries').listFiles() as List
def files = []
sources.eachFileRecurse { if (it.name.endsWith('.java')) { files << it.path } }
def options = ['-d', classes.toString(), '-proc:none', '-cp', (provided + libraries)*.path.join(File.pathSeparator)]
if (ToolProvider.systemJavaCompiler.run(null, null, null, (options + files) as String[]) != 0) {
    throw new IllegalStateException("The simulator in ${sources} does not compile")
}
def loader = new URLClassLoader(([classes.toFile()] + libraries)*.toURI()*.toURL() as URL[], jenkins.pluginManager.uberClassLoader)
def portal = loader.loadClass('io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator').start(0)
portal.publicationTakes(Duration.ofSeconds(30))
portal.formerlyLive('contoso', 'contoso-offer')

def configuration = MarketplaceConfiguration.get()
configuration.endpoint = portal.endpoint().toString()
configuration.authority = portal.authority().toString()
configuration.credentialsId = 'simulated-partner-center'
configuration.pollIntervalSeconds = 2

def store = SystemCredentialsProvider.instance
if (!store.credentials.any { it.id == 'simulated-partner-center' }) {
    store.credentials.add(new ServicePrincipalCredentialsImpl(CredentialsScope.GLOBAL, 'simulated-partner-center',
            'of the simulator', 'contoso.example', '66666666-7777-8888-9999-000000000000',
            Secret.fromString('s3cret-of-the-simulator')))
    store.save()
}

if (jenkins.getItem('release') == null) {
    def release = jenkins.createProject(WorkflowJob, 'release')
    release.definition = new CpsFlowDefinition('''\
pipeline {
    agent none
    stages {
        stage('Preview') {
            steps {
                marketplacePublish publisher: 'contoso', offer: 'contoso-offer', wait: true
            }
        }
        stage('Decision') {
            steps {
                marketplaceStatus publisher: 'contoso', offer: 'contoso-offer', changes: true
                input 'Is the preview fine?'
            }
        }
        stage('Go live') {
            steps {
                marketplaceGoLive publisher: 'contoso', offer: 'contoso-offer', wait: true
            }
        }
    }
}
'''.stripIndent(), true)
    release.save()
}
if (jenkins.getItem('go-live') == null) {
    def pipeline = jenkins.createProject(WorkflowJob, 'go-live')
    pipeline.definition = new CpsFlowDefinition('''\
pipeline {
    agent none
    stages {
        stage('Go live') {
            steps {
                marketplaceGoLive publisher: 'contoso', offer: 'contoso-offer', wait: true
            }
        }
    }
}
'''.stripIndent(), true)
    pipeline.save()
}
if (jenkins.getItem('go-live-freestyle') == null) {
    def freestyle = jenkins.createProject(FreeStyleProject, 'go-live-freestyle')
    def builder = new GoLiveBuilder('contoso', 'another-offer')
    builder.wait = true
    freestyle.buildersList.add(builder)
    freestyle.save()
}
println "Demo: the service is simulated at ${portal.endpoint()}; build the jobs release, go-live and go-live-freestyle."
