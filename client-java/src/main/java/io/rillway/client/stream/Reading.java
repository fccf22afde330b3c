// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.stream;

import io.rillway.client.model.Reception;
import io.rillway.client.model.StreamEvent;
import io.rillway.client.model.StreamEvent.Comment;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.events.wire.SseLimitException;
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

    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private final RecentIds recent;
    private final SseParser parser;
    private Optional<Duration> retry = Optional.empty();
    private Optional<SseLimitException> passed = Optional.empty();

    /** Something that came, and whether it set the id that it carries. */
    private record Item(StreamEvent event, boolean ownId) {}

    /** A reading that goes on after an id, and drops events whose ids came already. */
    public Reading(Reception reception, String lastEventId, RecentIds recent) {
        this.recent = recent;
        this.parser = new SseParser(reception.limits(), lastEventId, new Collector(reception.comments()));
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
        Item item = items.poll();
        while (item != null && isDuplicate(item)) {
            item = items.poll();
        }
        return item == null ? null : item.event();
    }

    private boolean isDuplicate(Item item) {
        return item.ownId() && item.event() instanceof Received received && !recent.add(received.id());
    }

    /** {@return whether something has come that was not given out} */
    public boolean holdsSomething() {
        return !items.isEmpty();
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
        private boolean ownId;

        Collector(boolean comments) {
            this.comments = comments;
        }

        @Override
        public void onId(String id) {
            ownId = true;
        }

        @Override
        public void onMessage(SseMessage message) {
            items.add(new Item(new Received(message.id(), message.event(), message.data()), ownId));
            ownId = false;
        }

        @Override
        public boolean wantsComments() {
            return comments;
        }

        @Override
        public void onComment(String text) {
            items.add(new Item(new Comment(text), false));
        }

        @Override
        public void onRetry(long millis) {
            retry = Optional.of(Duration.ofMillis(millis));
        }
    }
}
