// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.stream;

import io.rillway.client.model.StreamEvent;
import io.rillway.client.model.StreamEvent.Comment;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.events.wire.SseLimitException;
import io.rillway.events.wire.SseLimits;
import io.rillway.events.wire.SseListener;
import io.rillway.events.wire.SseMessage;
import io.rillway.events.wire.SseParser;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One open stream as its reader sees it: bytes go in, events come out in order. One thread. */
public final class Reading {

    private final ArrayDeque<StreamEvent> events = new ArrayDeque<>();
    private final SseParser parser;
    private Optional<Duration> retry = Optional.empty();
    private Optional<SseLimitException> passed = Optional.empty();

    /** A reading that goes on after an id; comments come out only if they are wanted. */
    public Reading(SseLimits limits, String lastEventId, boolean comments) {
        this.parser = new SseParser(limits, lastEventId, new Collector(comments));
    }

    /** Takes the next bytes; a limit that they pass shows in {@link #passed}, after the events before it. */
    public void feed(List<ByteBuffer> buffers) {
        try {
            buffers.forEach(parser::feed);
        } catch (SseLimitException e) {
            passed = Optional.of(e);
        }
    }

    /** {@return the next event, or null if more bytes are needed} */
    public @Nullable StreamEvent poll() {
        return events.poll();
    }

    /** {@return where the stream stands when all events that came out have been handled} */
    public String lastEventId() {
        return parser.lastEventId();
    }

    /** {@return the reconnection time that the stream last set} */
    public Optional<Duration> retry() {
        return retry;
    }

    /** {@return the limit that the stream has passed} */
    public Optional<SseLimitException> passed() {
        return passed;
    }

    private final class Collector implements SseListener {

        private final boolean comments;

        Collector(boolean comments) {
            this.comments = comments;
        }

        @Override
        public void onMessage(SseMessage message) {
            events.add(new Received(message.id(), message.event(), message.data()));
        }

        @Override
        public void onComment(String text) {
            if (comments) {
                events.add(new Comment(text));
            }
        }

        @Override
        public void onRetry(long millis) {
            retry = Optional.of(Duration.ofMillis(millis));
        }
    }
}
