// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import org.jspecify.annotations.Nullable;

/**
 * A frame is what one event, or one control line, looks like on the wire before it becomes bytes.
 *
 * <p>Every component may be absent ({@code null}); a frame without data dispatches nothing at the receiver, but its id
 * and retry take effect.
 *
 * <p><b>Threads:</b> immutable. <b>Errors:</b> a CR, LF or NUL in id or event, and a negative retry, are an
 * {@link IllegalArgumentException}: they could smuggle a field into the stream.
 *
 * @param id the {@code id:} field; empty resets the receiver's last event id
 * @param event the {@code event:} field
 * @param data the payload; split into {@code data:} lines at CR, LF and CRLF
 * @param retry the reconnection time in milliseconds, 0 or more
 * @param comment text after a colon; split into lines like data
 */
public record SseFrame(
        @Nullable String id,
        @Nullable String event,
        @Nullable String data,
        @Nullable Long retry,
        @Nullable String comment) {

    public SseFrame {
        requireLine("id", id);
        requireLine("event", event);
        if (retry != null && retry < 0) {
            throw new IllegalArgumentException("retry: " + retry + " (expected: 0 or more)");
        }
    }

    /**
     * {@return a frame that dispatches an event}
     *
     * @param id the {@code id:} field, or null
     * @param event the {@code event:} field, or null
     * @param data the payload
     */
    public static SseFrame event(@Nullable String id, @Nullable String event, String data) {
        return new SseFrame(id, event, data, null, null);
    }

    /**
     * {@return a frame that only comments}
     *
     * @param text what stands after the colon
     */
    public static SseFrame comment(String text) {
        return new SseFrame(null, null, null, null, text);
    }

    /**
     * {@return a frame that only sets the reconnection time}
     *
     * @param millis the time in milliseconds, 0 or more
     */
    public static SseFrame retry(long millis) {
        return new SseFrame(null, null, null, millis, null);
    }

    /**
     * {@return a frame that only moves the receiver's last event id}
     *
     * @param id the id
     */
    public static SseFrame id(String id) {
        return new SseFrame(id, null, null, null, null);
    }

    static void requireLine(String name, @Nullable String value) {
        if (value != null && value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new IllegalArgumentException(
                    name + ": \"" + value.replaceAll("\\p{Cntrl}", "\uFFFD") + "\" (expected: no CR, LF or NUL)");
        }
    }
}
