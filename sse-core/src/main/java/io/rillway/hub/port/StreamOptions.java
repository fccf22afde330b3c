// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

import static java.util.Objects.requireNonNull;

import io.rillway.events.json.Envelope;
import java.time.Duration;

/**
 * How a stream looks and behaves, whoever subscribes to it; an endpoint gives the same options to all of its streams.
 *
 * @param envelope the shape of the events' bodies
 * @param greeting what the stream opens with
 * @param heartbeat the sign of life
 * @param retry the reconnection time that the stream opens with, zero to 24 hours
 * @param slowSubscriber what happens when the subscriber cannot keep up
 * @param writeDeadline how long a write may make no progress before the stream is dropped, at most 24 hours
 */
public record StreamOptions(
        Envelope envelope,
        Greeting greeting,
        Heartbeat heartbeat,
        Duration retry,
        SlowSubscriber slowSubscriber,
        Duration writeDeadline) {

    private static final Duration MOST = Duration.ofDays(1);

    public StreamOptions {
        requireNonNull(envelope, "envelope");
        requireNonNull(greeting, "greeting");
        requireNonNull(heartbeat, "heartbeat");
        requireNonNull(slowSubscriber, "slowSubscriber");
        if (retry.isNegative() || retry.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("retry: " + retry + " (expected: zero to " + MOST + ")");
        }
        if (writeDeadline.isNegative() || writeDeadline.isZero() || writeDeadline.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "writeDeadline: " + writeDeadline + " (expected: more than zero, at most " + MOST + ")");
        }
    }

    /** {@return the canonical stream: raw bodies, {@code connected}, a {@code ping} event every 15 s, retry after 1 s} */
    public static StreamOptions canonical() {
        return new StreamOptions(
                Envelope.RAW,
                new Greeting.Connected(),
                Heartbeat.event("ping", Duration.ofSeconds(15)),
                Duration.ofSeconds(1),
                SlowSubscriber.RESUME_FROM_LOG,
                Duration.ofSeconds(30));
    }

    /**
     * {@return these options with another greeting}
     *
     * @param greeting what the stream opens with
     */
    public StreamOptions withGreeting(Greeting greeting) {
        return new StreamOptions(envelope, greeting, heartbeat, retry, slowSubscriber, writeDeadline);
    }

    /**
     * {@return these options with another heartbeat}
     *
     * @param heartbeat the sign of life
     */
    public StreamOptions withHeartbeat(Heartbeat heartbeat) {
        return new StreamOptions(envelope, greeting, heartbeat, retry, slowSubscriber, writeDeadline);
    }

    /**
     * {@return these options with another reconnection time}
     *
     * @param retry the reconnection time, zero or more
     */
    public StreamOptions withRetry(Duration retry) {
        return new StreamOptions(envelope, greeting, heartbeat, retry, slowSubscriber, writeDeadline);
    }

    /**
     * {@return these options with another envelope}
     *
     * @param envelope the shape of the events' bodies
     */
    public StreamOptions withEnvelope(Envelope envelope) {
        return new StreamOptions(envelope, greeting, heartbeat, retry, slowSubscriber, writeDeadline);
    }

    /**
     * {@return these options with another write deadline}
     *
     * @param writeDeadline how long a write may make no progress, more than zero
     */
    public StreamOptions withWriteDeadline(Duration writeDeadline) {
        return new StreamOptions(envelope, greeting, heartbeat, retry, slowSubscriber, writeDeadline);
    }
}
