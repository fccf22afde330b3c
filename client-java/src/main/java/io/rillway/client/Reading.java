// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import io.rillway.client.StreamException.Kind;
import io.rillway.events.wire.SseLimitException;
import io.rillway.events.wire.SseListener;
import io.rillway.events.wire.SseMessage;
import io.rillway.events.wire.SseParser;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One open stream as its reader sees it: events in order, and the deadline for the next byte. One thread. */
final class Reading implements SseListener {

    /** How much longer than a heartbeat a silence may be. */
    private static final double PATIENCE = 1.75;

    private final BodyPipe body;
    private final Duration patience;
    private final SseParser parser;
    private final ArrayDeque<StreamEvent> events = new ArrayDeque<>();
    private Optional<Duration> retry = Optional.empty();

    Reading(Connector.Open open, ClientOptions options, String lastEventId) {
        this.body = open.body();
        this.patience = open.heartbeat()
                .map(heartbeat -> Duration.ofNanos((long) (heartbeat.toNanos() * PATIENCE)))
                .orElse(options.idleTimeout());
        this.parser = new SseParser(options.limits(), lastEventId, this);
    }

    /** {@return the next event, or null if only the position or the retry time has moved} */
    @Nullable
    StreamEvent next() throws InterruptedException {
        if (events.isEmpty()) {
            read();
        }
        return events.poll();
    }

    /** {@return where the stream stands when every event has been handled that was given out} */
    Optional<String> position() {
        return events.isEmpty() ? Optional.of(parser.lastEventId()) : Optional.empty();
    }

    Optional<Duration> retry() {
        return retry;
    }

    private void read() throws InterruptedException {
        BodyPipe.Piece piece = body.take(patience);
        if (piece == null) {
            throw StreamException.of(Kind.IDLE_TIMEOUT, "no byte for " + patience, null);
        }
        if (piece instanceof BodyPipe.Piece.Broken broken) {
            throw StreamException.of(Kind.IO, "the connection broke", broken.cause());
        }
        if (piece instanceof BodyPipe.Piece.Bytes bytes) {
            feed(bytes);
            body.requestMore();
        } else {
            parser.end();
            throw StreamException.of(Kind.EOF, "the server ended the stream", null);
        }
    }

    private void feed(BodyPipe.Piece.Bytes bytes) {
        try {
            bytes.buffers().forEach(parser::feed);
        } catch (SseLimitException e) {
            throw StreamException.of(Kind.TOO_LARGE, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void onMessage(SseMessage message) {
        events.add(new StreamEvent.Received(message.id(), message.event(), message.data()));
    }

    @Override
    public void onComment(String text) {
        events.add(new StreamEvent.Comment(text));
    }

    @Override
    public void onRetry(long millis) {
        retry = Optional.of(
                Duration.ofMillis(Math.min(millis, Duration.ofDays(1).toMillis())));
    }
}
