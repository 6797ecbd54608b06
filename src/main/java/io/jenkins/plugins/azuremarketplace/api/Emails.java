package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A list of mail addresses, as people write it and as the service takes it: separated by commas. */
public final class Emails {

    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s@,;<>\"()]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])");
    private static final int MOST = 50;

    private Emails() {}

    /**
     * @param list null or blank for none
     * @throws IllegalArgumentException with a sentence for the user, if one is no mail address
     */
    public static List<String> parse(@CheckForNull String list) {
        List<String> emails = Stream.of((list == null ? "" : list).split("[,;\\s]+"))
                .filter(email -> !email.isEmpty())
                .toList();
        emails.stream()
                .filter(email -> !ADDRESS.matcher(email).matches())
                .findFirst()
                .ifPresent(email -> {
                    throw new IllegalArgumentException("“" + PlainText.of(email, 60)
                            + "” is no mail address: addresses separated by commas are expected.");
                });
        if (emails.size() > MOST) {
            throw new IllegalArgumentException("More than " + MOST + " mail addresses can't be told.");
        }
        return emails;
    }
}
