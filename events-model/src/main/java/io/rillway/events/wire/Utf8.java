// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** Decodes UTF-8 as the Encoding Standard has it: one U+FFFD for each maximal part of a malformed sequence. */
final class Utf8 {

    private static final char REPLACEMENT = '\uFFFD';

    /** How much is decoded in one go: from the first byte that is not ASCII on the JDK decodes one by one. */
    private static final int PIECE_BYTES = 8 << 10;

    private Utf8() {}

    /** {@return the text of some bytes} */
    static String decode(byte[] bytes, int offset, int length) {
        return length > PIECE_BYTES ? decodePieces(bytes, offset, offset + length) : decodePiece(bytes, offset, length);
    }

    /** {@return the text between two places, which may be known to be ASCII} */
    static String decode(byte[] bytes, int from, int to, boolean plain) {
        return plain ? ascii(bytes, from, to - from) : decode(bytes, from, to - from);
    }

    /** The one constructor that neither asks for a charset nor looks at the bytes again. */
    @SuppressWarnings("deprecation")
    private static String ascii(byte[] bytes, int offset, int length) {
        return new String(bytes, 0, offset, length);
    }

    private static String decodePieces(byte[] bytes, int from, int to) {
        List<String> pieces = new ArrayList<>();
        for (int at = from; at < to; ) {
            int end = to - at > PIECE_BYTES ? wholeTo(bytes, at + PIECE_BYTES) : to;
            pieces.add(decodePiece(bytes, at, end - at));
            at = end;
        }
        return String.join("", pieces);
    }

    /**
     * {@return the last place up to which bytes can be decoded by themselves}: before the first byte of a character that may go on
     * behind the end
     */
    private static int wholeTo(byte[] bytes, int end) {
        int at = end - 1;
        while (at > end - 3 && (bytes[at] & 0xC0) == 0x80) {
            at--;
        }
        return (bytes[at] & 0xC0) == 0xC0 ? at : end;
    }

    /**
     * The JDK's decoder differs from the standard in encoded surrogates alone (it replaces three bytes by one character), so
     * that only a text with a replacement in it has to be looked at again.
     */
    private static String decodePiece(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : decodeMalformed(bytes, offset, offset + length);
    }

    private static String decodeMalformed(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            int lead = bytes[at] & 0xFF;
            int needed = continuations(lead);
            int have = 0;
            while (have < needed && at + 1 + have < to && isContinuation(lead, have, bytes[at + 1 + have] & 0xFF)) {
                have++;
            }
            if (needed < 0 || have < needed) {
                text.append(REPLACEMENT);
            } else {
                text.appendCodePoint(codePoint(bytes, at, needed));
            }
            at += 1 + have;
        }
        return text.toString();
    }

    /** How many bytes have to follow the lead; -1 if no sequence begins so. */
    private static int continuations(int lead) {
        if (lead < 0x80) {
            return 0;
        }
        if (lead < 0xC2 || lead > 0xF4) {
            return -1;
        }
        return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    }

    private static boolean isContinuation(int lead, int index, int b) {
        int least = 0x80;
        int most = 0xBF;
        if (index == 0) {
            least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : least;
            most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : most;
        }
        return b >= least && b <= most;
    }

    private static int codePoint(byte[] bytes, int at, int continuations) {
        int lead = bytes[at] & 0xFF;
        int point = continuations == 0 ? lead : lead & (0x3F >> continuations);
        for (int i = 1; i <= continuations; i++) {
            point = (point << 6) | (bytes[at + i] & 0x3F);
        }
        return point;
    }
}
