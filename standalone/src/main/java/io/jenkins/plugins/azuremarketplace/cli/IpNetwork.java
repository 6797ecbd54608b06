package io.jenkins.plugins.azuremarketplace.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Addresses with the same first bits. Names are never looked up.
 *
 * @param bits how many bits count, from the first on
 */
record IpNetwork(InetAddress address, int bits) {

    private static final Pattern IPV4 =
            Pattern.compile("(BYTE\\.){3}BYTE".replace("BYTE", "(25[0-5]|2[0-4]\\d|1?\\d?\\d)"));
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");

    /** Null unless the text is such as {@code 10.0.0.0/8} or a single address. */
    @CheckForNull
    static IpNetwork parse(String text) {
        String[] parts = text.split("/", -1);
        InetAddress address = address(parts[0]);
        if (address == null || parts.length > 2) {
            return null;
        }
        int all = address.getAddress().length * Byte.SIZE;
        if (parts.length == 1) {
            return new IpNetwork(address, all);
        }
        int bits = NUMBER.matcher(parts[1]).matches() ? Integer.parseInt(parts[1]) : all + 1;
        return bits > all ? null : new IpNetwork(address, bits);
    }

    boolean contains(IpNetwork other) {
        byte[] own = address.getAddress();
        byte[] others = other.address.getAddress();
        if (own.length != others.length || other.bits < bits) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if ((own[bit / Byte.SIZE] & mask) != (others[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    @CheckForNull
    private static InetAddress address(String text) {
        if (!IPV4.matcher(text).matches() && !text.contains(":")) {
            return null;
        }
        try {
            // What is in brackets is an address or refused.
            return InetAddress.getByName(text.contains(":") ? "[" + text + "]" : text);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
