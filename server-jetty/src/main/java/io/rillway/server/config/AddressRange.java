// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses that have their first bits in common, such as {@code 10.0.0.0/8}; or one address.
 *
 * @param network an address of the range
 * @param bits how many of its bits the others share
 */
public record AddressRange(InetAddress network, int bits) {

    private static final Pattern FORM = Pattern.compile("([0-9a-fA-F:.]{2,45})(?:/(\\d{1,3}))?");
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    /**
     * {@return a range}
     *
     * @param text an address, or a network in the notation of CIDR
     * @throws IllegalArgumentException if it is neither
     */
    public static AddressRange of(String text) {
        Matcher form = FORM.matcher(text);
        Optional<InetAddress> network = form.matches() ? address(form.group(1)) : Optional.empty();
        if (network.isEmpty()) {
            throw refusal(text);
        }
        int most = network.get().getAddress().length * Byte.SIZE;
        int bits = form.group(2) == null ? most : Integer.parseInt(form.group(2));
        if (bits > most) {
            throw refusal(text);
        }
        return new AddressRange(network.get(), bits);
    }

    private static IllegalArgumentException refusal(String text) {
        return new IllegalArgumentException(
                "\"" + text + "\" (expected: an address or a network such as 10.0.0.0/8 or fd00::/8)");
    }

    /**
     * {@return the address that a text is}, without asking anybody for a name
     *
     * @param text an address of IPv4 or IPv6
     */
    public static Optional<InetAddress> address(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /**
     * {@return whether an address is in this range}
     *
     * @param address any address
     */
    public boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        boolean same = ours.length == theirs.length;
        for (int bit = 0; same && bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            same = (ours[bit / Byte.SIZE] & mask) == (theirs[bit / Byte.SIZE] & mask);
        }
        return same;
    }
}
