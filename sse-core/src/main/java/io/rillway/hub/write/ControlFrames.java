// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.EventType;
import io.rillway.events.catalog.SystemEvents;
import io.rillway.events.catalog.SystemEvents.AuthExpiring;
import io.rillway.events.catalog.SystemEvents.Connected;
import io.rillway.events.catalog.SystemEvents.Gap;
import io.rillway.events.json.Envelope;
import io.rillway.events.json.EventCodec;
import io.rillway.events.wire.SseEncoder;
import io.rillway.events.wire.SseFrame;
import io.rillway.hub.port.Heartbeat;
import io.rillway.hub.port.StreamOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the hub itself says on a stream, in the endpoint's envelope. */
final class ControlFrames {

    private static final EventCodec CODEC = new EventCodec();

    private final InstantSource clock;

    ControlFrames(InstantSource clock) {
        this.clock = clock;
    }

    /** {@return the second that it is}, on which nothing but a body that tells the time depends */
    long second() {
        return clock.instant().getEpochSecond();
    }

    /** {@return the greeting without an id}, which stands where the stream begins */
    ByteBuffer connected(StreamOptions options, Connected connected) {
        return event(options, null, SystemEvents.CONNECTED, connected);
    }

    /** {@return a hole, with the id of the place where the stream goes on}; what follows may be kept although more is lost. */
    ByteBuffer gap(StreamOptions options, String id, Gap gap) {
        return event(options, id, SystemEvents.GAP, gap);
    }

    /** {@return the last word of a stream}, which has no id, because it stands nowhere in the log. */
    ByteBuffer last(StreamOptions options, LastWord last) {
        return event(options.envelope(), null, last.type(), clock.instant(), CODEC.encode(last.payload()));
    }

    /** {@return when a credential ends}, which has no id either. */
    ByteBuffer authExpiring(Subscriber subscriber, Instant until) {
        long seconds = Math.max(
                0,
                Duration.between(clock.instant(), until).plusNanos(999_999_999).toSeconds());
        AuthExpiring expiring = new AuthExpiring(subscriber.id(), until, seconds);
        return event(subscriber.request().options(), null, SystemEvents.AUTH_EXPIRING, expiring);
    }

    /** {@return an event that is live only}, which has no id either. */
    ByteBuffer live(Envelope envelope, LiveEvent live) {
        return event(envelope, null, live.event().type(), live.at(), live.payload());
    }

    static ByteBuffer id(String id) {
        return bytes(SseFrame.id(id));
    }

    static ByteBuffer comment(String text) {
        return bytes(SseFrame.comment(text));
    }

    ByteBuffer retry(Duration time) {
        return bytes(SseFrame.retry(time.toMillis()));
    }

    /** {@return a sign of life}; an event carries the cursor, a comment is followed by it if it has moved. */
    List<ByteBuffer> heartbeat(StreamOptions options, String id, boolean moved) {
        Heartbeat heartbeat = options.heartbeat();
        if (heartbeat.style() == Heartbeat.Style.EVENT) {
            Instant now = clock.instant();
            byte[] data = CODEC.encode(Map.of("timestamp", now));
            return List.of(event(options.envelope(), id, heartbeat.text(), now, data));
        }
        ByteBuffer comment = comment(heartbeat.text());
        return moved ? List.of(comment, id(id)) : List.of(comment);
    }

    private <T> ByteBuffer event(StreamOptions options, @Nullable String id, EventType<T> type, T payload) {
        return event(options.envelope(), id, type.name(), clock.instant(), CODEC.encode(payload));
    }

    private static ByteBuffer event(Envelope envelope, @Nullable String id, String type, Instant at, byte[] payload) {
        byte[] body = CODEC.wrap(envelope, type, at, payload);
        return ByteBuffer.wrap(SseEncoder.encode(id, type, body)).asReadOnlyBuffer();
    }

    private static ByteBuffer bytes(SseFrame frame) {
        return ByteBuffer.wrap(SseEncoder.encode(frame)).asReadOnlyBuffer();
    }
}
