package io.jenkins.plugins.azuremarketplace.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code NO_PROXY} excludes: hosts with all below them, addresses, networks, each with a port or without. */
record ProxyExclusions(List<Exclusion> exclusions) {

    /** Reads a list; what is none of these excludes nothing. */
    static ProxyExclusions of(String list) {
        return new ProxyExclusions(Arrays.stream(list.split("[,\\s]+"))
                .filter(word -> !word.isEmpty())
                .map(Exclusion::of)
                .toList());
    }

    /**
     * @param host a name, or an address without brackets
     */
    boolean contain(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT);
        IpNetwork address = IpNetwork.parse(name);
        return exclusions.stream().anyMatch(exclusion -> exclusion.matches(name, address, port));
    }

    /**
     * One word of the list.
     *
     * @param port 0 for any
     */
    private record Exclusion(String name, @CheckForNull IpNetwork network, int port) {

        private static final String ALL = "*";
        private static final Pattern WITH_PORT = Pattern.compile("(\\[[^]]*]|[^:\\[]*):(\\d{1,5})");
        private static final Pattern BRACKETS = Pattern.compile("\\[(.*)]");

        static Exclusion of(String word) {
            Matcher parts = WITH_PORT.matcher(word);
            boolean hasPort = parts.matches();
            String host = BRACKETS.matcher(hasPort ? parts.group(1) : word).replaceFirst("$1");
            String name = host.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
            return new Exclusion(name, IpNetwork.parse(host), hasPort ? Integer.parseInt(parts.group(2)) : 0);
        }

        boolean matches(String host, @CheckForNull IpNetwork address, int usedPort) {
            if (port != 0 && port != usedPort) {
                return false;
            }
            if (address != null) {
                return name.equals(ALL) || network != null && network.contains(address);
            }
            return name.equals(ALL) || !name.isEmpty() && (host.equals(name) || host.endsWith("." + name));
        }
    }
}
