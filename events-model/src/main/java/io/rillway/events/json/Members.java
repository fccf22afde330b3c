// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Puts members into a JSON object on its bytes, which are compact, as the codec writes them. */
final class Members {

    private static final int QUOTE = '"';

    private Members() {}

    /** {@return the object with one more member, at the end} */
    static byte[] append(byte[] object, String name, byte[] value) {
        ByteArrayOutputStream out = open(object, name.length() + 4 + value.length);
        out.writeBytes((",\"" + name + "\":").getBytes(UTF_8));
        out.writeBytes(value);
        out.write('}');
        return out.toByteArray();
    }

    /** {@return the leading object with the members of the other one that it lacks; what is no object becomes "data"} */
    static byte[] merge(byte[] lead, byte[] other) {
        if (other.length == 0 || other[0] != '{') {
            return append(lead, "data", other);
        }
        ByteArrayOutputStream out = open(lead, other.length);
        int at = 1;
        while (at < other.length && other[at] == QUOTE) {
            int name = textEnd(other, at);
            int end = valueEnd(other, name);
            if (!has(lead, other, at, name)) {
                out.write(',');
                out.write(other, at, end - at);
            }
            at = end + 1;
        }
        out.write('}');
        return out.toByteArray();
    }

    private static ByteArrayOutputStream open(byte[] object, int more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(object.length + more);
        out.write(object, 0, object.length - 1);
        return out;
    }

    /** Whether the object has a member whose quoted name stands between two positions of the other bytes. */
    private static boolean has(byte[] object, byte[] name, int from, int to) {
        for (int at = 1; at < object.length && object[at] == QUOTE; at = valueEnd(object, textEnd(object, at)) + 1) {
            if (Arrays.equals(object, at, textEnd(object, at), name, from, to)) {
                return true;
            }
        }
        return false;
    }

    /** {@return the position behind the text that begins here} */
    private static int textEnd(byte[] json, int from) {
        int at = from + 1;
        while (at < json.length && json[at] != QUOTE) {
            at += json[at] == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, json.length);
    }

    /** {@return the position of the comma or brace behind the value} */
    private static int valueEnd(byte[] json, int from) {
        int depth = 0;
        int at = from;
        while (at < json.length) {
            switch (json[at]) {
                case '"' -> at = textEnd(json, at) - 1;
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {}
            }
            if (depth < 0 || (depth == 0 && json[at] == ',')) {
                return at;
            }
            at++;
        }
        return at;
    }
}
