// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub;

import static java.util.Objects.requireNonNull;

import io.rillway.events.TopicSelector;
import io.rillway.hub.port.HubLimits;
import io.rillway.hub.port.HubListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of a hub.
 *
 * @param retention what the log keeps
 * @param storage where the log is
 * @param writers the number of writer threads, 1 to 64
 * @param limits how much it takes on
 * @param grace how long {@code close()} may take to let the streams end, at most 24 hours
 * @param clock the time of publication and of ages
 * @param listener is told what happens
 */
public record HubOptions(
        Retention retention,
        Storage storage,
        int writers,
        HubLimits limits,
        Duration grace,
        InstantSource clock,
        HubListener listener) {

    /**
     * What a log keeps; the bound that is reached first evicts the oldest. Topics that a selector picks can have bounds of
     * their own, so that they neither evict others nor are evicted by them; the first selector that picks a topic counts.
     *
     * @param maxEvents the most events, 1 or more
     * @param maxBytes the most bytes, 1 or more: on disk of records, in memory of what entries take, which is about twice
     *     their payload
     * @param maxAge the greatest age
     * @param retain what is kept of the topics that a selector picks, in the order in which they are asked
     */
    public record Retention(int maxEvents, long maxBytes, Duration maxAge, Map<TopicSelector, Retention> retain) {

        public Retention {
            retain = Collections.unmodifiableMap(new LinkedHashMap<>(retain));
            retain.forEach((selector, kept) -> {
                if (!kept.retain().isEmpty()) {
                    throw new IllegalArgumentException("retain: " + selector + " (expected: no selectors below it)");
                }
            });
            requirePositive("maxEvents", maxEvents);
            requirePositive("maxBytes", maxBytes);
            if (maxAge.isNegative() || maxAge.isZero()) {
                throw new IllegalArgumentException("maxAge: " + maxAge + " (expected: more than zero)");
            }
        }

        /**
         * The same for all topics.
         *
         * @param maxEvents the most events, 1 or more
         * @param maxBytes the most bytes, 1 or more
         * @param maxAge the greatest age
         */
        public Retention(int maxEvents, long maxBytes, Duration maxAge) {
            this(maxEvents, maxBytes, maxAge, Map.of());
        }

        /**
         * {@return this retention, with bounds of their own for some topics}
         *
         * @param retain what is kept of the topics that a selector picks, in the order in which they are asked
         */
        public Retention withRetain(Map<TopicSelector, Retention> retain) {
            return new Retention(maxEvents, maxBytes, maxAge, retain);
        }
    }

    private static final Duration MOST_GRACE = Duration.ofDays(1);

    public HubOptions {
        requireNonNull(retention, "retention");
        requireNonNull(storage, "storage");
        requireNonNull(limits, "limits");
        requireNonNull(clock, "clock");
        requireNonNull(listener, "listener");
        if (writers < 1 || writers > 64) {
            throw new IllegalArgumentException("writers: " + writers + " (expected: 1 to 64)");
        }
        if (grace.isNegative() || grace.compareTo(MOST_GRACE) > 0) {
            throw new IllegalArgumentException("grace: " + grace + " (expected: zero to " + MOST_GRACE + ")");
        }
    }

    /** {@return 100 000 events, 256 MB, 24 hours; 20 000 subscribers; 64 KiB an event; a grace of 5 seconds} */
    public static HubOptions defaults() {
        return new HubOptions(
                new Retention(100_000, 256L << 20, Duration.ofHours(24)),
                Storage.memory(),
                Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2)),
                HubLimits.defaults(),
                Duration.ofSeconds(5),
                InstantSource.system(),
                HubListener.NONE);
    }

    /**
     * {@return these options with another retention}
     *
     * @param retention what the log keeps
     */
    public HubOptions withRetention(Retention retention) {
        return new HubOptions(retention, storage, writers, limits, grace, clock, listener);
    }

    /**
     * {@return these options with another storage}
     *
     * @param storage where the log is
     */
    public HubOptions withStorage(Storage storage) {
        return new HubOptions(retention, storage, writers, limits, grace, clock, listener);
    }

    /**
     * {@return these options with another number of writer threads}
     *
     * @param writers 1 to 64
     */
    public HubOptions withWriters(int writers) {
        return new HubOptions(retention, storage, writers, limits, grace, clock, listener);
    }

    /**
     * {@return these options with other limits}
     *
     * @param maxSubscribers the most streams at one time
     * @param maxEventBytes the most bytes of one event's payload as JSON
     */
    public HubOptions withLimits(int maxSubscribers, int maxEventBytes) {
        return withLimits(limits.withSubscribers(maxSubscribers).withEventBytes(maxEventBytes));
    }

    /**
     * {@return these options with other limits}
     *
     * @param limits how much the hub takes on
     */
    public HubOptions withLimits(HubLimits limits) {
        return new HubOptions(retention, storage, writers, limits, grace, clock, listener);
    }

    /**
     * {@return these options with another grace}
     *
     * @param grace how long {@code close()} may take
     */
    public HubOptions withGrace(Duration grace) {
        return new HubOptions(retention, storage, writers, limits, grace, clock, listener);
    }

    /**
     * {@return these options with another clock}
     *
     * @param clock the time of publication and of ages
     */
    public HubOptions withClock(InstantSource clock) {
        return new HubOptions(retention, storage, writers, limits, grace, clock, listener);
    }

    /**
     * {@return these options with a listener}
     *
     * @param listener is told what happens
     */
    public HubOptions withListener(HubListener listener) {
        return new HubOptions(retention, storage, writers, limits, grace, clock, listener);
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
        }
    }
}
