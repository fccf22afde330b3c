// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

/** The fields of an event stream; their names are case-sensitive (WHATWG HTML, section 9.2.6). */
enum Field {
    DATA("data", true),
    EVENT("event", true),
    ID("id", true),
    RETRY("retry", false),
    OTHER("", false);

    private final String name;
    private final boolean counted;

    Field(String name, boolean counted) {
        this.name = name;
        this.counted = counted;
    }

    /** {@return the field of a line that is not empty, between two places} */
    static Field of(byte[] line, int from, int to) {
        Field field = switch (line[from]) {
            case 'd' -> DATA;
            case 'e' -> EVENT;
            case 'i' -> ID;
            case 'r' -> RETRY;
            default -> OTHER;
        };
        int end = from + field.name.length();
        boolean whole = end == to || (end < to && line[end] == ':');
        return whole && field.isAt(line, from) ? field : OTHER;
    }

    /** {@return whether an unfinished line begins with a field whose value counts as a part of the event} */
    static boolean isCounted(byte[] line, int length) {
        Field field = of(line, 0, length);
        return field.counted && length > field.name.length();
    }

    /** {@return where the value of a line with this field begins: behind the colon and one space} */
    int valueFrom(byte[] line, int from, int to) {
        int at = Math.min(from + name.length() + 1, to);
        return at < to && line[at] == ' ' ? at + 1 : at;
    }

    private boolean isAt(byte[] line, int from) {
        for (int i = 1; i < name.length(); i++) {
            if (line[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
