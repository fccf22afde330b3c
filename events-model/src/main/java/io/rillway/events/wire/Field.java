// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import java.nio.ByteBuffer;

/** The fields of an event stream; their names are case-sensitive (WHATWG HTML, section 9.2.6). */
enum Field {
    DATA("data"),
    EVENT("event"),
    ID("id"),
    RETRY("retry"),
    OTHER("");

    private static final Field[] KNOWN = {DATA, EVENT, ID, RETRY};
    private static final Field[] COUNTED = {DATA, EVENT, ID};

    private final String name;

    Field(String name) {
        this.name = name;
    }

    /** {@return the field whose name stands between two absolute positions} */
    static Field of(ByteBuffer source, int from, int to) {
        for (Field field : KNOWN) {
            if (field.name.length() == to - from && field.isAt(source, from)) {
                return field;
            }
        }
        return OTHER;
    }

    /** {@return whether the line begins with a field whose value counts as a part of the event} */
    static boolean begins(byte[] line, int length) {
        ByteBuffer source = ByteBuffer.wrap(line, 0, length);
        for (Field field : COUNTED) {
            int end = field.name.length();
            if (length > end && line[end] == ':' && field.isAt(source, 0)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAt(ByteBuffer source, int from) {
        for (int i = 0; i < name.length(); i++) {
            if (source.get(from + i) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
