// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

/**
 * Turns frames into bytes (WHATWG HTML, section 9.2.5): UTF-8, LF, one blank line at the end.
 *
 * <p><b>Threads:</b> stateless. <b>Errors:</b> none; a {@link SseFrame} cannot hold what cannot be written.
 */
public final class SseEncoder {

    private SseEncoder() {}

    /**
     * {@return the bytes of the frame}
     *
     * @param frame what to write
     */
    public static byte[] encode(SseFrame frame) {
        throw new UnsupportedOperationException("events-model");
    }

    /**
     * {@return the bytes of an event whose payload is UTF-8 already, so that nothing is decoded on the way}
     *
     * @param id the {@code id:} field, checked like a frame's
     * @param event the {@code event:} field, checked like a frame's
     * @param data the payload as UTF-8; split into {@code data:} lines at CR, LF and CRLF
     */
    public static byte[] encode(String id, String event, byte[] data) {
        throw new UnsupportedOperationException("events-model");
    }
}
