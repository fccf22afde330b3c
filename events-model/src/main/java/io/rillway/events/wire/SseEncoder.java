// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns frames into bytes (WHATWG HTML, section 9.2.5): UTF-8, LF, one blank line at the end.
 *
 * <p><b>Threads:</b> stateless. <b>Errors:</b> none; a {@link SseFrame} cannot hold what cannot be written.
 */
public final class SseEncoder {

    private static final byte[] COMMENT = ":".getBytes(US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(US_ASCII);
    private static final byte[] EVENT = "event: ".getBytes(US_ASCII);
    private static final byte[] ID = "id: ".getBytes(US_ASCII);
    private static final byte[] RETRY = "retry: ".getBytes(US_ASCII);

    private SseEncoder() {}

    /**
     * {@return the bytes of the frame}
     *
     * @param frame what to write
     */
    public static byte[] encode(SseFrame frame) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64);
        if (frame.comment() != null) {
            lines(out, COMMENT, frame.comment().getBytes(UTF_8));
        }
        line(out, ID, frame.id());
        line(out, EVENT, frame.event());
        line(out, RETRY, frame.retry() == null ? null : frame.retry().toString());
        if (frame.data() != null) {
            lines(out, DATA, frame.data().getBytes(UTF_8));
        }
        out.write('\n');
        return out.toByteArray();
    }

    /**
     * {@return the bytes of an event whose payload is UTF-8 already, so that nothing is decoded on the way}
     *
     * @param id the {@code id:} field, checked like a frame's; or null for an event without one
     * @param event the {@code event:} field, checked like a frame's
     * @param data the payload as UTF-8; split into {@code data:} lines at CR, LF and CRLF
     */
    public static byte[] encode(@Nullable String id, String event, byte[] data) {
        SseFrame.requireLine("id", id);
        SseFrame.requireLine("event", event);
        ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + event.length() + 96);
        line(out, ID, id);
        line(out, EVENT, event);
        lines(out, DATA, data);
        out.write('\n');
        return out.toByteArray();
    }

    private static void line(ByteArrayOutputStream out, byte[] name, @Nullable String value) {
        if (value != null) {
            out.writeBytes(name);
            out.writeBytes(value.getBytes(UTF_8));
            out.write('\n');
        }
    }

    /** Writes a field for each line of the value; CR, LF and CRLF end a line, and never reach the wire. */
    private static void lines(ByteArrayOutputStream out, byte[] name, byte[] value) {
        int from = 0;
        for (int at = 0; at <= value.length; at++) {
            if (at == value.length || value[at] == '\n' || value[at] == '\r') {
                out.writeBytes(name);
                out.write(value, from, at - from);
                out.write('\n');
                if (at + 1 < value.length && value[at] == '\r' && value[at + 1] == '\n') {
                    at++;
                }
                from = at + 1;
            }
        }
    }
}
