// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** The packet that a sleeping machine's network card wakes up at: six times FF, then sixteen times its address. */
final class MagicPacket {

    static final int BYTES = 102;

    private static final int ADDRESS_BYTES = 6;
    private static final int HEX = 16;
    private static final Pattern MAC =
            Pattern.compile("[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){5}|[0-9a-fA-F]{2}(?:-[0-9a-fA-F]{2}){5}");

    private final byte[] bytes = new byte[BYTES];
    private final String mac;

    private MagicPacket(String mac) {
        this.mac = mac;
        String[] parts = mac.split("[:-]", -1);
        Arrays.fill(bytes, 0, ADDRESS_BYTES, (byte) 0xFF);
        for (int i = ADDRESS_BYTES; i < BYTES; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i % ADDRESS_BYTES], HEX);
        }
    }

    static MagicPacket of(String mac) {
        if (!MAC.matcher(mac).matches()) {
            throw new IllegalArgumentException(
                    "mac: " + mac.replaceAll("\\p{Cntrl}", "?") + " (expected: an address such as 00:11:22:33:44:55)");
        }
        return new MagicPacket(mac.toLowerCase(Locale.ROOT).replace('-', ':'));
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return mac;
    }
}
