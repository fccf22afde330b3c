// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.hub.port.Validity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the credentials of a shard's subscribers end, and when that is told ahead of time. There is one alarm, for whatever
 * comes first; whose credential has no end that is known costs nothing here. Owned by the thread that walks the rounds.
 */
final class Expiries {

    private static final Logger LOG = LoggerFactory.getLogger(Expiries.class);

    /** A clock that was set shows at the next look. */
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<Subscriber, Alarm> bySubscriber = new HashMap<>();
    private final TreeSet<Alarm> alarms = new TreeSet<>();
    private long count;

    /** A time at which something is to be done: to tell of the end, or to end. */
    private record Alarm(Instant at, long number, Subscriber subscriber, Instant until, boolean isEnd)
            implements Comparable<Alarm> {

        @Override
        public int compareTo(Alarm other) {
            int order = at.compareTo(other.at);
            return order != 0 ? order : Long.compare(number, other.number);
        }
    }

    Expiries(InstantSource clock) {
        this.clock = clock;
    }

    /** Looks how long a subscriber's credential is good, which may be another one than before. */
    void watch(Subscriber subscriber) {
        Alarm before = bySubscriber.get(subscriber);
        Instant until = until(subscriber);
        if (before == null || !before.until().equals(until)) {
            forget(subscriber);
            if (!until.equals(Instant.MAX)) {
                set(subscriber, until);
            }
        }
    }

    private void set(Subscriber subscriber, Instant until) {
        Instant now = clock.instant();
        if (!now.isBefore(until)) {
            add(new Alarm(now, count++, subscriber, until, true));
            return;
        }
        Duration half = Duration.between(now, until).dividedBy(2);
        Duration notice = subscriber.request().credential().validity().notice();
        Duration ahead = notice.compareTo(half) < 0 ? notice : half;
        add(new Alarm(until.minus(ahead), count++, subscriber, until, ahead.isZero()));
    }

    private void add(Alarm alarm) {
        bySubscriber.put(alarm.subscriber(), alarm);
        alarms.add(alarm);
    }

    /** What cannot be told is over. */
    private static Instant until(Subscriber subscriber) {
        try {
            Validity validity = subscriber.request().credential().validity();
            return validity.until();
        } catch (RuntimeException e) {
            LOG.error("How long the credential of {} is good cannot be told", subscriber.id(), e);
            return Instant.MIN;
        }
    }

    /** Lets go of a subscriber. */
    void forget(Subscriber subscriber) {
        Alarm alarm = bySubscriber.remove(subscriber);
        if (alarm != null) {
            alarms.remove(alarm);
        }
    }

    /** Does what is due: tells whose credential ends when, and whose has ended. */
    void ring(BiConsumer<Subscriber, Instant> ending, Consumer<Subscriber> ended) {
        for (Alarm alarm = due(); alarm != null; alarm = due()) {
            Subscriber subscriber = alarm.subscriber();
            if (!until(subscriber).equals(alarm.until())) {
                watch(subscriber);
            } else if (alarm.isEnd()) {
                forget(subscriber);
                ended.accept(subscriber);
            } else {
                forget(subscriber);
                add(new Alarm(alarm.until(), count++, subscriber, alarm.until(), true));
                ending.accept(subscriber, alarm.until());
            }
        }
    }

    private @Nullable Alarm due() {
        return alarms.isEmpty() || alarms.first().at().isAfter(clock.instant()) ? null : alarms.first();
    }

    /** {@return the nanoseconds to the next look} */
    long next() {
        if (alarms.isEmpty()) {
            return Long.MAX_VALUE;
        }
        Duration left = Duration.between(clock.instant(), alarms.first().at());
        Duration sleep = left.compareTo(LONGEST_SLEEP) < 0 ? left : LONGEST_SLEEP;
        return Math.max(1, sleep.toNanos());
    }
}
