package io.jenkins.plugins.azuremarketplace;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.jenkins.plugins.azuremarketplace.api.operation.StepStatus;
import io.jenkins.plugins.azuremarketplace.record.PublicationState;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.jvnet.localizer.ResourceBundleHolder;

/** Whatever there is in English is there in Russian too. */
class LocalizationTest {

    private static final Path RESOURCES = Path.of("src/main/resources/io/jenkins/plugins/azuremarketplace");
    private static final Pattern KEY = Pattern.compile("\\$\\{%(\\w+)");
    private static final Pattern FIELD = Pattern.compile("<f:entry[^>]*field=\"(\\w+)\"");
    private static final Pattern WORDS = Pattern.compile(">\\s*[A-Z][a-z]+[^<$]*<|title=\"[A-Z][a-z]");

    @Test
    void keysAndPlaceholdersAreTheSame() throws Exception {
        for (Path english : files(name -> name.endsWith(".properties") && !name.endsWith("_ru.properties"))) {
            Properties words = load(english);
            Properties russian = load(russian(english, ".properties"));
            assertThat(english.toString(), russian.stringPropertyNames(), is(words.stringPropertyNames()));
            for (String key : words.stringPropertyNames()) {
                assertThat(
                        english + " " + key,
                        new MessageFormat(russian.getProperty(key)).getFormatsByArgumentIndex().length,
                        is(new MessageFormat(words.getProperty(key)).getFormatsByArgumentIndex().length));
                assertThat(english + " " + key, russian.getProperty(key), not(""));
            }
        }
    }

    @Test
    void everyHelpFileIsThereInRussian() throws Exception {
        for (Path english :
                files(name -> name.startsWith("help") && name.endsWith(".html") && !name.endsWith("_ru.html"))) {
            String text = Files.readString(russian(english, ".html"));
            assertThat(english.toString(), text.matches("(?s).*[а-яё]{3,}.*"), is(true));
        }
    }

    @Test
    void everyKeyOfAViewIsThereAndNothingElse() throws Exception {
        for (Path view : files(name -> name.endsWith(".jelly"))) {
            String jelly = Files.readString(view);
            Path words = view.resolveSibling(view.getFileName().toString().replace(".jelly", ".properties"));
            List<String> used = KEY.matcher(jelly)
                    .results()
                    .map(key -> key.group(1))
                    .distinct()
                    .sorted()
                    .toList();
            List<String> known = Files.exists(words)
                    ? load(words).stringPropertyNames().stream().sorted().toList()
                    : List.of();
            assertThat(view.toString(), known, is(used));
            assertThat(
                    view + " has words of its own",
                    WORDS.matcher(jelly).results().map(hit -> hit.group()).toList(),
                    is(empty()));
        }
    }

    @Test
    void everyFieldHasAHelpFile() throws Exception {
        List<String> missing = new ArrayList<>();
        for (Path view : files(name -> name.endsWith(".jelly"))) {
            Matcher field = FIELD.matcher(Files.readString(view));
            while (field.find()) {
                if (!hasHelp(view.getParent(), field.group(1))) {
                    missing.add(view + " " + field.group(1));
                }
            }
        }
        assertThat(missing, is(empty()));
    }

    /** Types inherit the help of those above them. */
    private static boolean hasHelp(Path directory, String field) throws ClassNotFoundException {
        Path room = directory.getParent();
        String name = Path.of("src/main/resources").relativize(directory).toString();
        for (Class<?> type = Class.forName(name.replace('/', '.')); type != null; type = type.getSuperclass()) {
            if (Files.exists(room.resolve(type.getSimpleName()).resolve("help-" + field + ".html"))) {
                return true;
            }
        }
        return false;
    }

    @Test
    void statesHaveWordsInBothLanguages() {
        ResourceBundleHolder words =
                ResourceBundleHolder.get(io.jenkins.plugins.azuremarketplace.record.Messages.class);
        for (PublicationState state : PublicationState.values()) {
            assertThat(words.get(Locale.ENGLISH).containsKey("PublicationState." + state), is(true));
        }
        for (StepStatus status : StepStatus.values()) {
            assertThat(words.get(Locale.ENGLISH).containsKey("StepStatus." + status), is(true));
        }
        assertThat(words.get(new Locale("ru")).getString("PublicationState.SUCCEEDED"), is("Опубликовано"));
        assertThat(
                ResourceBundleHolder.get(io.jenkins.plugins.azuremarketplace.step.Messages.class)
                        .get(new Locale("ru"))
                        .getString("GoLiveStep.DisplayName"),
                containsString("(запуск)"));
    }

    private interface Name {
        boolean matches(String name);
    }

    private static List<Path> files(Name name) throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            return files.filter(file -> name.matches(file.getFileName().toString()))
                    .toList();
        }
    }

    private static Path russian(Path english, String extension) {
        String name = english.getFileName().toString();
        return english.resolveSibling(name.substring(0, name.length() - extension.length()) + "_ru" + extension);
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
