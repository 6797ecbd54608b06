package io.jenkins.plugins.azuremarketplace;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.cloudbees.plugins.credentials.Credentials;
import com.google.common.util.concurrent.ListenableFuture;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import hudson.Extension;
import hudson.model.Descriptor;
import hudson.tasks.Builder;
import hudson.util.Secret;
import io.jenkins.plugins.azuremarketplace.configuration.ProxiedClient;
import io.jenkins.plugins.azuremarketplace.step.PublicationFailure;
import io.jenkins.plugins.azuremarketplace.step.PublicationResult;
import io.jenkins.plugins.okhttp.api.JenkinsOkHttpClient;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import jenkins.model.GlobalConfiguration;
import jenkins.model.RunAction2;
import okhttp3.OkHttpClient;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** The arrows of the packages, and the form rules that a compiler does not know. */
class ArchitectureTest {

    private static final String GLUE = "io.jenkins.plugins.azuremarketplace";
    private static final String PUBLICATION = GLUE + ".publication";
    private static final String API = GLUE + ".api..";

    private static final String[] JENKINS_ROOMS =
            rooms(Stream.of("step", "record", "", "configuration", "monitor", "credentials"));

    /** All rooms from the bottom up, each with all that it may know of the house. None up to publication knows Jenkins. */
    private static final Map<String, List<String>> HOUSE = Map.ofEntries(
            room("api.text"),
            room("api.error", "api.text"),
            room("api.operation", "api.text"),
            room("api.status"),
            room("api.changes", "api.status", "api.text"),
            room("api", "api.operation", "api.changes", "api.status", "api.text"),
            room("api.http", "api", "api.error", "api.text"),
            room("api.certificate", "api.text"),
            room("api.federation", "api.http", "api", "api.error", "api.text"),
            room("api.entra", "api.certificate", "api.federation", "api.http", "api", "api.error", "api.text"),
            room(
                    "api.portal",
                    "api.http",
                    "api",
                    "api.changes",
                    "api.status",
                    "api.operation",
                    "api.error",
                    "api.text"),
            room(
                    "api.ingestion",
                    "api.http",
                    "api",
                    "api.changes",
                    "api.status",
                    "api.operation",
                    "api.error",
                    "api.text"),
            room("api.client", "api.portal", "api.ingestion", "api.entra", "api.http", "api"),
            room("publication", "api", "api.changes", "api.status", "api.operation", "api.error", "api.text"),
            room("credentials", "api.entra", "api.certificate", "api.federation", "api", "api.text"),
            room("monitor", "credentials", "api.certificate"),
            room(
                    "configuration",
                    "credentials",
                    "publication",
                    "api.client",
                    "api.entra",
                    "api.certificate",
                    "api.federation",
                    "api",
                    "api.operation",
                    "api.text"),
            room("", "configuration", "credentials", "publication", "api.client", "api"),
            room(
                    "record",
                    "configuration",
                    "publication",
                    "api",
                    "api.changes",
                    "api.operation",
                    "api.status",
                    "api.text"),
            room(
                    "step",
                    "record",
                    "",
                    "configuration",
                    "credentials",
                    "publication",
                    "api",
                    "api.changes",
                    "api.status"));

    private static final String[] JDK_AND_ANNOTATIONS = {
        "java..", "javax.crypto..", "javax.net.ssl", "edu.umd.cs.findbugs.annotations"
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(GLUE);

    private static Map.Entry<String, List<String>> room(String name, String... below) {
        return Map.entry(name, List.of(below));
    }

    private static String[] rooms(Stream<String> names) {
        return names.map(ArchitectureTest::packageOf).toArray(String[]::new);
    }

    private static String packageOf(String room) {
        return room.isEmpty() ? GLUE : GLUE + "." + room;
    }

    @Test
    void eachRoomKnowsThoseBelowAlone() {
        HOUSE.forEach((name, below) -> classes()
                .that()
                .resideInAPackage(packageOf(name))
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage(GLUE + ".."))
                        .or(resideInAnyPackage(rooms(Stream.concat(Stream.of(name), below.stream())))))
                .check(CLASSES));
    }

    @Test
    void noArrowsGoRoundInACircle() {
        slices().matching(GLUE + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theProtocolKnowsTheJdkAndItsLibrariesAlone() {
        classes()
                .that()
                .resideInAPackage(API)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(JDK_AND_ANNOTATIONS)
                        .or(resideInAnyPackage(
                                "okhttp3..", "okio..", "com.fasterxml.jackson..", "io.jsonwebtoken..", "org.jsoup.."))
                        .or(resideInAPackage(API)))
                .check(CLASSES);
    }

    @Test
    void publicationsKnowTheJdkAndTheProtocolAlone() {
        classes()
                .that()
                .resideInAPackage(PUBLICATION)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(JDK_AND_ANNOTATIONS).or(resideInAnyPackage(API, PUBLICATION)))
                .check(CLASSES);
    }

    @Test
    void thereAreNoOtherRooms() {
        classes().should().resideInAnyPackage(rooms(HOUSE.keySet().stream())).check(CLASSES);
    }

    @Test
    void theGlueHoldsNoJson() {
        noClasses()
                .that()
                .resideInAnyPackage(JENKINS_ROOMS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml..", "io.jsonwebtoken..", "okio..", "org.jsoup..", "java.net.http..")
                .check(CLASSES);
    }

    @Test
    void onlyTheProxiedClientKnowsTheHttpClient() {
        noClasses()
                .that()
                .resideInAnyPackage(JENKINS_ROOMS)
                .and(not(isOrIsPartOf(ProxiedClient.class)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("okhttp3..", JenkinsOkHttpClient.class.getPackageName())
                .check(CLASSES);
    }

    @Test
    void theProxiedClientKnowsNothingOfHttpButTheClient() {
        classes()
                .that(isOrIsPartOf(ProxiedClient.class))
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("okhttp3.."))
                        .or(type(OkHttpClient.class))
                        .or(type(OkHttpClient.Builder.class)))
                .check(CLASSES);
    }

    /** The future is what saving the state of a pipeline returns. */
    @Test
    void oldLibrariesAreNotUsed() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "javax.servlet..",
                                "com.google.common..",
                                "org.apache.commons.lang",
                                "org.acegisecurity..")
                        .and(not(type(ListenableFuture.class)))
                        .or(describe(
                                "are Stapler's old requests and answers",
                                any -> any.getName().matches("org\\.kohsuke\\.stapler\\.Stapler(Request|Response)"))))
                .check(CLASSES);
    }

    @Test
    void nothingSleeps() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "Thread.sleep",
                        call -> call.getTargetOwner().isEquivalentTo(Thread.class)
                                && call.getName().equals("sleep")))
                .check(CLASSES);
    }

    /** A check beside its descriptor is never called. */
    @Test
    void everyCheckAndDropDownAnswersToPostAloneAndAsksForPermissionFirst() {
        methods()
                .that()
                .haveNameMatching("do(Check|Fill|Test|Validate|Verify)[A-Z].*")
                .should()
                .bePublic()
                .andShould()
                .beDeclaredInClassesThat(are(assignableTo(Descriptor.class)))
                .andShould()
                .beAnnotatedWith(POST.class)
                .andShould(askForPermissionFirst())
                .check(CLASSES);
        methods()
                .that()
                .haveNameMatching("mayLook|isAdministrator")
                .should(askForPermissionFirst())
                .check(CLASSES);
    }

    @Test
    void dataBoundTypesAndTheirMembersArePublic() {
        DescribedPredicate<CanBeAnnotated> bound = CanBeAnnotated.Predicates.annotatedWith(DataBoundConstructor.class)
                .or(CanBeAnnotated.Predicates.annotatedWith(DataBoundSetter.class));
        codeUnits()
                .that(bound)
                .should()
                .bePublic()
                .andShould()
                .beDeclaredInClassesThat(
                        describe("public", owner -> owner.getModifiers().contains(JavaModifier.PUBLIC)))
                .check(CLASSES);
    }

    @Test
    void whateverCanBeConfiguredHasASymbol() {
        classes()
                .that()
                .areAssignableTo(Descriptor.class)
                .and()
                .areAnnotatedWith(Extension.class)
                .and()
                .areNotAssignableTo(StepDescriptor.class)
                .should()
                .beAnnotatedWith(Symbol.class)
                .check(CLASSES);
    }

    @Test
    void aSandboxMayReadAllOfTheResult() {
        methods()
                .that()
                .areDeclaredIn(PublicationResult.class)
                .or()
                .areDeclaredIn(PublicationFailure.class)
                .and()
                .haveNameMatching("(get|is)[A-Z].*")
                .should()
                .bePublic()
                .andShould()
                .beAnnotatedWith(Whitelisted.class)
                .check(CLASSES);
    }

    /** Records can't be read back from XML, handles not at all, and a secret belongs to credentials alone. */
    @Test
    void whatIsSavedIsPlain() {
        fields().that()
                .areDeclaredInClassesThat(areSaved())
                .and()
                .areNotStatic()
                .and()
                .doNotHaveModifier(JavaModifier.TRANSIENT)
                .should(bePlain())
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> isOrIsPartOf(Class<?> outer) {
        return describe(
                outer.getSimpleName() + " or a part of it",
                any -> any.getName().equals(outer.getName()) || any.getName().startsWith(outer.getName() + "$"));
    }

    /** The calls of a method are told apart by their lines. {@code Jenkins.get()} may lead to the question. */
    private static ArchCondition<JavaMethod> askForPermissionFirst() {
        Set<String> questions = Set.of("mayLook", "hasPermission", "checkPermission", "isAdministrator");
        return new ArchCondition<>("ask for a permission first") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                int asked = method.getMethodCallsFromSelf().stream()
                        .filter(call -> questions.contains(call.getName()))
                        .mapToInt(JavaAccess::getLineNumber)
                        .min()
                        .orElse(0);
                boolean first = Stream.concat(
                                method.getMethodCallsFromSelf().stream(), method.getConstructorCallsFromSelf().stream())
                        .filter(call -> !call.getTarget().getFullName().startsWith("jenkins.model.Jenkins.get("))
                        .allMatch(call -> call.getLineNumber() >= asked);
                events.add(new SimpleConditionEvent(
                        method,
                        asked > 0 && first,
                        method.getFullName() + (asked > 0 ? " asks too late" : " never asks") + " in "
                                + method.getSourceCodeLocation()));
            }
        };
    }

    private static DescribedPredicate<JavaClass> areSaved() {
        DescribedPredicate<JavaClass> saved = assignableTo(Serializable.class)
                .or(assignableTo(RunAction2.class))
                .or(assignableTo(Builder.class))
                .or(assignableTo(GlobalConfiguration.class))
                .or(assignableTo(Credentials.class));
        return describe(
                "are saved with a build, a job or the configuration",
                any -> !any.isEnum()
                        && !any.isAssignableTo(Throwable.class)
                        && Stream.concat(Stream.of(any), any.getAllSubclasses().stream())
                                .anyMatch(saved));
    }

    private static ArchCondition<JavaField> bePlain() {
        return new ArchCondition<>("be of a type that can be read back") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                for (JavaClass type : field.getAllInvolvedRawTypes()) {
                    events.add(new SimpleConditionEvent(
                            field,
                            isPlain(field, type),
                            field.getFullName() + " is a " + type.getName() + " in " + field.getSourceCodeLocation()));
                }
            }
        };
    }

    private static boolean isPlain(JavaField field, JavaClass type) {
        boolean simple = type.isPrimitive()
                || Stream.of(String.class, Integer.class, Long.class, Boolean.class, ArrayList.class)
                        .anyMatch(type::isEquivalentTo);
        boolean ours = type.getPackageName().startsWith(GLUE)
                && !type.isRecord()
                && areSaved().test(type);
        boolean secret = type.isEquivalentTo(Secret.class) && field.getOwner().isAssignableTo(Credentials.class);
        // The reason of an abort, for the three minutes that a cancellation takes.
        boolean cause = type.isEquivalentTo(Throwable.class)
                && field.getOwner().getSimpleName().equals("PublicationStepExecution");
        return simple || ours || secret || cause;
    }
}
