// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

import static java.util.Objects.requireNonNull;

import io.rillway.events.Event;
import io.rillway.events.json.Envelope;
import io.rillway.events.json.EventCodec;
import io.rillway.events.wire.SseEncoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * An entry of a log: an event with its place, its id and its payload as JSON. The log keeps the neutral event; its frames
 * are encoded when they are first needed, once for each envelope, and live as long as the entry.
 *
 * <p><b>Threads:</b> any; two threads that need a frame first may both encode it, and one of the two is kept.
 */
public final class LogEntry {

    private static final EventCodec CODEC = new EventCodec();

    private final long sequence;
    private final String id;
    private final Event event;
    private final Instant at;
    private final byte[] payload;
    private final AtomicReferenceArray<byte[]> frames = new AtomicReferenceArray<>(Envelope.values().length);

    /**
     * An entry.
     *
     * @param sequence its place in the log, from 1, without holes
     * @param id its id on the wire
     * @param event what was published, its data not needed any more
     * @param at when it was published
     * @param payload the data as JSON in UTF-8; not to be changed any more
     */
    public LogEntry(long sequence, String id, Event event, Instant at, byte[] payload) {
        this.sequence = sequence;
        this.id = requireNonNull(id, "id");
        this.event = requireNonNull(event, "event");
        this.at = requireNonNull(at, "at");
        this.payload = requireNonNull(payload, "payload");
    }

    /** {@return its place in the log, from 1, without holes} */
    public long sequence() {
        return sequence;
    }

    /** {@return its id on the wire} */
    public String id() {
        return id;
    }

    /** {@return what was published} */
    public Event event() {
        return event;
    }

    /** {@return when it was published} */
    public Instant at() {
        return at;
    }

    /** {@return the length of the payload in bytes} */
    public int payloadBytes() {
        return payload.length;
    }

    /**
     * {@return whether it is not worth delivering any more}
     *
     * @param now the time
     */
    public boolean isExpired(Instant now) {
        Duration ttl = event.ttl();
        return ttl != null && Duration.between(at, now).compareTo(ttl) > 0;
    }

    /**
     * {@return the frame of the event, shared by all who need it}
     *
     * @param envelope the shape of its body
     */
    public ByteBuffer frame(Envelope envelope) {
        byte[] frame = frames.get(slot(envelope));
        if (frame == null) {
            frame = SseEncoder.encode(id, event.type(), CODEC.wrap(envelope, event.type(), at, payload));
            frames.set(slot(envelope), frame);
        }
        return ByteBuffer.wrap(frame).asReadOnlyBuffer();
    }

    private static int slot(Envelope envelope) {
        return switch (envelope) {
            case RAW -> 0;
            case FLAT -> 1;
            case TYPED -> 2;
        };
    }
}
