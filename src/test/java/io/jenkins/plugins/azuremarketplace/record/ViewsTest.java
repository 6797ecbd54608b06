package io.jenkins.plugins.azuremarketplace.record;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Views are dumb: they escape, hold no scripts, and explain every field. */
class ViewsTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Pattern WORDS = Pattern.compile("\\$\\{%\\s*([^}(]+?)\\s*(?:\\([^}]*\\))?}");
    private static final Pattern LANGUAGE = Pattern.compile("(_[a-z]{2})\\.(html|properties)$");

    @Test
    void everyViewEscapes() {
        assertThat(views(view -> !read(view).startsWith("<?jelly escape-by-default='true'?>")), is(empty()));
    }

    @Test
    void noViewWritesMarkupAsItIs() {
        assertThat(views(view -> read(view).matches("(?s).*(<j:out|escapeText=|rawHtml|javascript:).*")), is(empty()));
    }

    @Test
    void noViewHoldsAScript() {
        assertThat(views(view -> elements(view).anyMatch(ViewsTest::isInlineScript)), is(empty()));
    }

    @Test
    void noViewOrHelpHoldsAnEventHandler() {
        assertThat(views(view -> elements(view).anyMatch(ViewsTest::hasEventHandler)), is(empty()));
        assertThat(
                files(".html")
                        .filter(help -> read(help).matches("(?is).*(<script|\\son[a-z]+\\s*=|javascript:).*"))
                        .toList(),
                is(empty()));
    }

    /** Types inherit help, views include fields of others; so that there is help for each field, another test tells. */
    @Test
    void allHelpHasAField() {
        Set<String> fields = new TreeSet<>();
        views(any -> true).forEach(view -> fields.addAll(fields(view)));
        assertThat(fields, is(not(empty())));
        List<String> wrong = new ArrayList<>();
        for (Path directory :
                views(any -> true).stream().map(Path::getParent).distinct().toList()) {
            for (String language : languages()) {
                help(directory, language).stream()
                        .filter(field -> !fields.contains(field))
                        .forEach(field ->
                                wrong.add(RESOURCES.relativize(directory) + ": help" + language + " for " + field));
            }
        }
        assertThat(wrong, is(empty()));
    }

    /** The form tags of Jenkins don't connect a field with the words above it; {@code c:select} takes no name either. */
    @Test
    void everyFieldIsAnnouncedByTheWordsAboveIt() {
        List<String> wrong = new ArrayList<>();
        for (Path view : views(any -> true)) {
            elements(view).filter(ViewsTest::isEntryWithTitle).forEach(entry -> {
                Element field = (Element) entry.getElementsByTagName("*").item(0);
                if (!field.getAttribute("aria-label").equals(entry.getAttribute("title"))) {
                    wrong.add(RESOURCES.relativize(view) + ": " + entry.getAttribute("field"));
                }
            });
        }
        assertThat(wrong, is(empty()));
    }

    @Test
    void everyHelpIsOneDivWithAText() {
        assertThat(
                files(".html")
                        .filter(help -> !read(help).strip().matches("(?s)<div>\\s*\\S.*</div>"))
                        .toList(),
                is(empty()));
    }

    @Test
    void everyWordOfAViewIsDefinedInEveryLanguageAndEveryDefinedWordIsUsed() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path view : views(any -> true)) {
            Set<String> used = new TreeSet<>();
            Matcher words = WORDS.matcher(read(view));
            while (words.find()) {
                used.add(words.group(1));
            }
            for (String language : languages()) {
                Set<String> defined = words(view, language);
                if (!used.equals(defined)) {
                    wrong.add(
                            RESOURCES.relativize(view) + ": uses " + used + ", defined" + language + " are " + defined);
                }
            }
        }
        assertThat(wrong, is(empty()));
    }

    @Test
    void everyMessageIsThereInEveryLanguage() throws IOException {
        for (Path messages : files("/Messages.properties").toList()) {
            for (String language : languages()) {
                assertThat(messages + language, words(messages, language), is(words(messages, "")));
            }
        }
    }

    private static boolean isInlineScript(Element element) {
        return element.getLocalName().equalsIgnoreCase("script") && !element.hasAttribute("src");
    }

    private static boolean hasEventHandler(Element element) {
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            if (element.getAttributes().item(i).getNodeName().matches("(?i)on[a-z]+")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEntryWithTitle(Element element) {
        return "/lib/form".equals(element.getNamespaceURI())
                && element.getLocalName().equals("entry")
                && element.hasAttribute("title");
    }

    private static Set<String> fields(Path view) {
        return elements(view)
                .filter(element -> "/lib/form".equals(element.getNamespaceURI()))
                .filter(element -> element.getLocalName().equals("entry") && !element.hasAttribute("help"))
                .map(entry -> entry.getAttribute("field"))
                .filter(field -> !field.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Element> elements(Path view) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            Document document = factory.newDocumentBuilder().parse(view.toFile());
            NodeList all = document.getElementsByTagName("*");
            return Stream.iterate(0, i -> i < all.getLength(), i -> i + 1).map(i -> (Element) all.item(i));
        } catch (Exception e) {
            throw new IllegalStateException("Cannot parse " + view, e);
        }
    }

    /** The endings of files: none for the language of the code, and such as {@code _ru}. */
    private static Set<String> languages() {
        Set<String> languages = new TreeSet<>(Set.of(""));
        files("")
                .map(file -> LANGUAGE.matcher(file.toString()))
                .filter(Matcher::find)
                .forEach(name -> languages.add(name.group(1)));
        return languages;
    }

    /** The fields that a directory has help for. */
    private static Set<String> help(Path directory, String language) {
        Pattern name = Pattern.compile("help-([A-Za-z0-9]+)" + language + "\\.html");
        return files(".html")
                .filter(file -> file.getParent().equals(directory))
                .map(file -> name.matcher(file.getFileName().toString()))
                .filter(Matcher::matches)
                .map(file -> file.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The keys that are defined for a file. */
    private static Set<String> words(Path owner, String language) throws IOException {
        Path file = Path.of(owner.toString().replaceAll("\\.\\w+$", language + ".properties"));
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
        }
        return new TreeSet<>(properties.stringPropertyNames());
    }

    private static List<Path> views(Predicate<Path> filter) {
        List<Path> views = files(".jelly").toList();
        assertThat(views, is(not(empty())));
        return views.stream().filter(filter).toList();
    }

    private static Stream<Path> files(String ending) {
        try (Stream<Path> all = Files.walk(RESOURCES)) {
            return all.filter(file -> file.toString().endsWith(ending)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
