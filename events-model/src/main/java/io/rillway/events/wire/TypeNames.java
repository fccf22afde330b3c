// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import java.util.Arrays;

/** Decodes the types of events; a type is mostly that of the event before, and is then not decoded again. */
final class TypeNames {

    /** Longer names are no names. */
    private static final int KEPT_BYTES = 256;

    private byte[] lastBytes = {};
    private String last = "";

    String decode(byte[] bytes, int from, int to) {
        if (to - from > KEPT_BYTES) {
            return Utf8.decode(bytes, from, to - from);
        }
        if (!Arrays.equals(lastBytes, 0, lastBytes.length, bytes, from, to)) {
            lastBytes = Arrays.copyOfRange(bytes, from, to);
            last = Utf8.decode(bytes, from, to - from);
        }
        return last;
    }
}
