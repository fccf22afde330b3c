// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

/** The fields of an event stream; their names are case-sensitive (WHATWG HTML, section 9.2.6). */
enum Field {
    DATA("data", true),
    EVENT("event", true),
    ID("id", true),
    RETRY("retry", false),
    OTHER("", false);

    private final int length;
    private final boolean counted;
    private final long name;
    private final long nameMask;

    Field(String name, boolean counted) {
        long word = 0;
        for (int at = name.length(); at-- > 0; ) {
            word = (word << Byte.SIZE) | name.charAt(at);
        }
        this.length = name.length();
        this.counted = counted;
        this.name = word;
        this.nameMask = (1L << (length * Byte.SIZE)) - 1;
    }

    /** {@return the field of a line that is not empty, between two places with {@link Block#SLACK_BYTES} behind} */
    static Field of(byte[] line, int from, int to) {
        Field field = switch (line[from]) {
            case 'd' -> DATA;
            case 'e' -> EVENT;
            case 'i' -> ID;
            case 'r' -> RETRY;
            default -> OTHER;
        };
        int end = from + field.length;
        boolean whole = end == to || (end < to && line[end] == ':');
        return whole && (Words.at(line, from) & field.nameMask) == field.name ? field : OTHER;
    }

    /** {@return whether an unfinished line begins with a field whose value counts as a part of the event} */
    static boolean isCounted(byte[] line, int from, int to) {
        Field field = of(line, from, to);
        return field.counted && to - from > field.length;
    }

    /** {@return where the value of a line with this field begins: behind the colon and one space} */
    int valueFrom(byte[] line, int from, int to) {
        int at = Math.min(from + length + 1, to);
        return at < to && line[at] == ' ' ? at + 1 : at;
    }
}
