package io.jenkins.plugins.azuremarketplace.api.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** HTML as text. The address of a link follows its words, since nobody can click on a word of a log. */
final class Markup {

    /** Characters of an address; longer ones are cut. */
    private static final int ADDRESS = 300;

    private static final Pattern WEB = Pattern.compile("https?://[^\\s<>\"'`{}|\\\\^]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern AROUND = Pattern.compile("^https?://|/$", Pattern.CASE_INSENSITIVE);

    private Markup() {}

    static String text(String html) {
        Document document = Jsoup.parse(html);
        for (Element link : document.select("a[href]")) {
            Matcher address = WEB.matcher(link.attr("href").strip());
            if (address.lookingAt() && !tells(link.text(), address.group())) {
                link.appendText(" (" + PlainText.cut(address.group(), ADDRESS) + ")");
            }
        }
        return document.text();
    }

    private static boolean tells(String words, String address) {
        return words.contains(address) || bare(words).equalsIgnoreCase(bare(address));
    }

    private static String bare(String address) {
        return AROUND.matcher(address).replaceAll("");
    }
}
