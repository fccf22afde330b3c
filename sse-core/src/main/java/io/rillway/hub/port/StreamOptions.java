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
 * @param budget when the subscriber counts as one that cannot keep up
 * @param maxPerPrincipal the most streams with these options that one principal may have, or 0 for no such limit
 */
public record StreamOptions(
        Envelope envelope,
        Greeting greeting,
        Heartbeat heartbeat,
        Duration retry,
        SlowSubscriber slowSubscriber,
        Duration writeDeadline,
        Budget budget,
        int maxPerPrincipal) {

    private static final Duration MOST = Duration.ofDays(1);

    public StreamOptions {
        requireNonNull(envelope, "envelope");
        requireNonNull(greeting, "greeting");
        requireNonNull(heartbeat, "heartbeat");
        requireNonNull(slowSubscriber, "slowSubscriber");
        requireNonNull(budget, "budget");
        if (maxPerPrincipal < 0) {
            throw new IllegalArgumentException("maxPerPrincipal: " + maxPerPrincipal + " (expected: 0 or more)");
        }
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
                Duration.ofSeconds(30),
                Budget.defaults(),
                0);
    }

    /**
     * {@return these options with another greeting}
     *
     * @param greeting what the stream opens with
     */
    public StreamOptions withGreeting(Greeting greeting) {
        return new StreamOptions(
                envelope, greeting, heartbeat, retry, slowSubscriber, writeDeadline, budget, maxPerPrincipal);
    }

    /**
     * {@return these options with another heartbeat}
     *
     * @param heartbeat the sign of life
     */
    public StreamOptions withHeartbeat(Heartbeat heartbeat) {
        return new StreamOptions(
                envelope, greeting, heartbeat, retry, slowSubscriber, writeDeadline, budget, maxPerPrincipal);
    }

    /**
     * {@return these options with another reconnection time}
     *
     * @param retry the reconnection time, zero or more
     */
    public StreamOptions withRetry(Duration retry) {
        return new StreamOptions(
                envelope, greeting, heartbeat, retry, slowSubscriber, writeDeadline, budget, maxPerPrincipal);
    }

    /**
     * {@return these options with another envelope}
     *
     * @param envelope the shape of the events' bodies
     */
    public StreamOptions withEnvelope(Envelope envelope) {
        return new StreamOptions(
                envelope, greeting, heartbeat, retry, slowSubscriber, writeDeadline, budget, maxPerPrincipal);
    }

    /**
     * {@return these options with another write deadline}
     *
     * @param writeDeadline how long a write may make no progress, more than zero
     */
    public StreamOptions withWriteDeadline(Duration writeDeadline) {
        return new StreamOptions(
                envelope, greeting, heartbeat, retry, slowSubscriber, writeDeadline, budget, maxPerPrincipal);
    }

    /**
     * {@return these options with another policy for subscribers that cannot keep up}
     *
     * @param slowSubscriber what happens to them
     */
    public StreamOptions withSlowSubscriber(SlowSubscriber slowSubscriber) {
        return new StreamOptions(
                envelope, greeting, heartbeat, retry, slowSubscriber, writeDeadline, budget, maxPerPrincipal);
    }

    /**
     * {@return these options with another budget}
     *
     * @param budget when a subscriber counts as one that cannot keep up
     */
    public StreamOptions withBudget(Budget budget) {
        return new StreamOptions(
                envelope, greeting, heartbeat, retry, slowSubscriber, writeDeadline, budget, maxPerPrincipal);
    }

    /**
     * {@return these options with another number of streams for each principal}
     *
     * @param maxPerPrincipal the most streams with these options of one principal, or 0 for no such limit
     */
    public StreamOptions withMaxPerPrincipal(int maxPerPrincipal) {
        return new StreamOptions(
                envelope, greeting, heartbeat, retry, slowSubscriber, writeDeadline, budget, maxPerPrincipal);
    }
}
