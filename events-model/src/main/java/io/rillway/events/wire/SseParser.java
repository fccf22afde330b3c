// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;

/**
 * Reads a stream of bytes and dispatches the events in it (WHATWG HTML, sections 9.2.5 and 9.2.6), however the bytes are
 * cut into chunks, in linear time and within {@link SseLimits}.
 *
 * <p><b>Threads:</b> for one thread at a time, which is the one that calls the listener back. <b>Errors:</b> malformed
 * input is never an error, as the standard has it; a stream that passes a limit is a {@link SseLimitException}, and what
 * was complete before has been dispatched.
 */
public final class SseParser {

    private final EventAssembler assembler;
    private final LineSplitter lines;
    private boolean ended;

    /**
     * A parser for one stream.
     *
     * @param limits what to accept
     * @param lastEventId the last event id of the connection before, or empty
     * @param listener is told what the stream says
     */
    public SseParser(SseLimits limits, String lastEventId, SseListener listener) {
        requireNonNull(limits, "limits");
        requireNonNull(lastEventId, "lastEventId");
        requireNonNull(listener, "listener");
        this.assembler = new EventAssembler(limits, lastEventId, listener);
        this.lines = new LineSplitter(assembler);
    }

    /**
     * Takes the remaining bytes of the buffer, all of them, and dispatches what they complete. If the listener throws, the
     * buffer stands behind the line that was told, and the rest may be fed.
     *
     * @param bytes the next bytes of the stream; consumed, not kept
     * @throws SseLimitException if the stream passes a limit
     * @throws IllegalStateException after the end or a passed limit
     */
    public void feed(ByteBuffer bytes) {
        if (ended) {
            throw new IllegalStateException("feed: after the end (expected: a parser for each stream)");
        }
        try {
            lines.feed(bytes);
        } catch (SseLimitException e) {
            ended = true;
            throw e;
        }
    }

    /** Ends the stream: a block that is not finished is dropped, as the standard has it. */
    public void end() {
        ended = true;
    }

    /** {@return the last event id, which the next connection sends as {@code Last-Event-ID}; empty if none} */
    public String lastEventId() {
        return assembler.lastEventId();
    }
}
