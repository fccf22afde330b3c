// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole stream at once, word by word as the standards describe it: what the real parser is held against. */
final class NaiveParser {

    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private final List<String> told = new ArrayList<>();
    private String data = "";
    private String type = "";
    private String pendingId;
    private String lastEventId;

    private NaiveParser(String lastEventId) {
        this.pendingId = lastEventId;
        this.lastEventId = lastEventId;
    }

    /** {@return what the stream says, and the last event id at its end} */
    static List<String> read(byte[] stream, String lastEventId) {
        NaiveParser parser = new NaiveParser(lastEventId);
        String text = decode(stream);
        String[] lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\r\n|\r|\n", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            parser.line(lines[i]);
        }
        parser.told.add("id " + parser.lastEventId);
        return parser.told;
    }

    private void line(String line) {
        int colon = line.indexOf(':');
        if (line.isEmpty()) {
            dispatch();
        } else if (colon == 0) {
            told.add("comment " + line.substring(1));
        } else {
            String value = colon < 0 ? "" : line.substring(colon + 1);
            field(colon < 0 ? line : line.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
        }
    }

    private void field(String name, String value) {
        if (name.equals("event")) {
            type = value;
        } else if (name.equals("data")) {
            data += value + "\n";
        } else if (name.equals("id") && value.indexOf(0) < 0) {
            pendingId = value;
        } else if (name.equals("retry") && value.matches("[0-9]+")) {
            told.add("retry " + new BigInteger(value).min(MOST));
        }
    }

    private void dispatch() {
        lastEventId = pendingId;
        if (!data.isEmpty()) {
            told.add("event " + lastEventId + "|" + (type.isEmpty() ? "message" : type) + "|"
                    + data.substring(0, data.length() - 1));
        }
        data = "";
        type = "";
    }

    /** The state machine of the Encoding Standard, section 8.1.1. */
    static String decode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int point = 0;
        int needed = 0;
        int lower = 0x80;
        int upper = 0xBF;
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xFF;
            if (needed == 0) {
                needed = b < 0xC2 || b > 0xF4 ? 0 : b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
                point = needed == 0 ? b : b & (0x3F >> needed);
                lower = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
                upper = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
                if (needed == 0) {
                    text.append(b < 0x80 ? (char) b : '\uFFFD');
                }
            } else if (b < lower || b > upper) {
                text.append('\uFFFD');
                needed = 0;
                i--;
            } else {
                lower = 0x80;
                upper = 0xBF;
                point = (point << 6) | (b & 0x3F);
                needed--;
                if (needed == 0) {
                    text.appendCodePoint(point);
                }
            }
        }
        return text.append(needed == 0 ? "" : "\uFFFD").toString();
    }
}
