// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

/**
 * Is told what a parser finds, in the order of the stream, on the thread that feeds the parser.
 *
 * <p><b>Errors:</b> what a method throws passes through {@link SseParser#feed}; the parser stays usable.
 */
public interface SseListener {

    /**
     * An event is complete.
     *
     * @param message the event
     */
    void onMessage(SseMessage message);

    /**
     * The event that is told next sets the last event id itself; without this call it carries that of an event before it.
     *
     * @param id the id, which may be empty
     */
    default void onId(String id) {}

    /** {@return whether comments are worth decoding; asked at each} */
    default boolean wantsComments() {
        return true;
    }

    /**
     * A comment line.
     *
     * @param text what stands after the colon, with its leading space if there is one
     */
    default void onComment(String text) {}

    /**
     * The stream sets the reconnection time.
     *
     * @param millis the time in milliseconds; {@link Long#MAX_VALUE} stands for anything larger
     */
    default void onRetry(long millis) {}
}
