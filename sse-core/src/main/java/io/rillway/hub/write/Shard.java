// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.catalog.SystemEvents.Gap;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.Heartbeat;
import io.rillway.hub.port.Kept;
import io.rillway.hub.port.SlowSubscriber;
import io.rillway.hub.port.StreamOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shard of the subscribers. It is walked in rounds by one thread, which owns everything in it; a round is:
 *
 * <ol>
 *   <li>take the signals of others: who is new, whose write has ended, who was closed;
 *   <li>route what the log has had since the last round: whoever it matches is not up to date any more;
 *   <li>say the heartbeats that are due;
 *   <li>give each ready subscriber all that lies between its cursor and the end, in one write.
 * </ol>
 */
public final class Shard implements Subscriber.Signals {

    private static final Logger LOG = LoggerFactory.getLogger(Shard.class);

    private static final int MOST_TRIES = 3;

    /** Is told of streams that a shard opens, ends, or cannot serve in full. */
    public interface Registrar {

        /** A stream was taken on. */
        void opened(Subscriber subscriber);

        /** A stream has ended. */
        void ended(Subscriber subscriber, CloseReason reason);

        /** A stream was told that it misses events. */
        void gap(Subscriber subscriber, String reason);
    }

    private final EventLog log;
    private final Registrar registrar;
    private final Runnable wake;
    private final ControlFrames frames;
    private final Queue<Subscriber> signals = new ConcurrentLinkedQueue<>();
    private volatile boolean draining;

    // Owned by the thread that walks the rounds.
    private final Router router;
    private final Heartbeats heartbeats = new Heartbeats();
    private List<Subscriber> ready = new ArrayList<>();
    private List<Subscriber> spare = new ArrayList<>();
    private boolean drainTold;

    /**
     * An empty shard, at the end of the log.
     *
     * @param log what is said
     * @param clock the time of day
     * @param registrar is told of the streams
     * @param wake wakes the thread that walks the rounds
     */
    public Shard(EventLog log, InstantSource clock, Registrar registrar, Runnable wake) {
        this.log = log;
        this.registrar = registrar;
        this.wake = wake;
        this.frames = new ControlFrames(clock);
        this.router = new Router(log, clock, this::ready);
    }

    @Override
    public void signal(Subscriber subscriber) {
        signals.add(subscriber);
        wake.run();
    }

    /** Lets every stream end; a shard that is empty after that is done. Any thread. */
    public void drain() {
        draining = true;
        wake.run();
    }

    /** {@return whether it drains, and no subscriber is left} */
    public boolean isDrained() {
        return draining && router.isEmpty() && signals.isEmpty();
    }

    /** Drops whoever is left. */
    public void abandon() {
        takeSignals(0);
        router.everyone().forEach(subscriber -> remove(subscriber, CloseReason.WRITE_DEADLINE));
        takeSignals(0);
    }

    /**
     * Walks one round.
     *
     * @param nowNanos the time of the ticker
     * @return after how many nanoseconds the next round is due if nothing is signalled before; 0 if there is more to do
     */
    public long round(long nowNanos) {
        takeSignals(nowNanos);
        boolean more = router.route();
        if (draining && !drainTold) {
            drainTold = true;
            router.everyone().forEach(this::ready);
        }
        List<Subscriber> due = heartbeats.takeDue(nowNanos);
        due.forEach(subscriber -> heartbeat(subscriber, nowNanos));
        if (!due.isEmpty()) {
            log.expire();
        }
        serve(nowNanos);
        return more || !ready.isEmpty() || !signals.isEmpty() ? 0 : heartbeats.next(nowNanos);
    }

    private void takeSignals(long nowNanos) {
        for (Subscriber subscriber = signals.poll(); subscriber != null; subscriber = signals.poll()) {
            if (subscriber.isNew()) {
                admit(subscriber, nowNanos);
            }
            CloseReason reason = subscriber.closeReason();
            if (reason != null) {
                remove(subscriber, reason);
            } else {
                ready(subscriber);
            }
        }
    }

    private void admit(Subscriber subscriber, long nowNanos) {
        router.join(subscriber);
        StartPlace start = subscriber.start();
        String id = start.gap() == null ? log.id(start.cursor()) : null;
        subscriber.say(frames.greeting(subscriber, start, id));
        heartbeats.add(subscriber, nowNanos);
        registrar.opened(subscriber);
    }

    private void remove(Subscriber subscriber, CloseReason reason) {
        if (subscriber.removed) {
            return;
        }
        router.leave(subscriber);
        heartbeats.remove(subscriber);
        subscriber.close(reason);
        subscriber.end(reason);
        registrar.ended(subscriber, reason);
    }

    /** Comments are left out for whoever is busy; an event is said as soon as the write has ended. */
    private void heartbeat(Subscriber subscriber, long nowNanos) {
        StreamOptions options = subscriber.request().options();
        boolean busy = subscriber.isBusy();
        if (busy
                && nowNanos - subscriber.writeStartedNanos
                        > options.writeDeadline().toNanos()) {
            remove(subscriber, CloseReason.WRITE_DEADLINE);
        } else if (!busy || options.heartbeat().style() == Heartbeat.Style.EVENT) {
            subscriber.heartbeatDue = true;
            ready(subscriber);
        }
    }

    private void ready(Subscriber subscriber) {
        if (!subscriber.ready && !subscriber.removed) {
            subscriber.ready = true;
            ready.add(subscriber);
        }
    }

    /** Serves all who are ready; whoever has more to come is ready for the next round. */
    private void serve(long nowNanos) {
        List<Subscriber> now = ready;
        ready = spare;
        spare = now;
        for (Subscriber subscriber : now) {
            subscriber.ready = false;
            if (!subscriber.removed && !subscriber.awaitsWrite()) {
                guarded(subscriber, nowNanos);
            }
        }
        now.clear();
        router.endRound();
    }

    /** One stream that cannot be served, by a log that cannot be read or the like, must not take the others with it. */
    private void guarded(Subscriber subscriber, long nowNanos) {
        try {
            serve(subscriber, nowNanos);
        } catch (RuntimeException e) {
            LOG.error("The stream {} cannot be served", subscriber.id(), e);
            remove(subscriber, CloseReason.FAILED);
        }
    }

    private void serve(Subscriber subscriber, long nowNanos) {
        if (subscriber.draining) {
            remove(subscriber, CloseReason.DRAINED);
            return;
        }
        if (!subscriber.live) {
            advance(subscriber);
        }
        if (subscriber.live) {
            speak(subscriber);
        }
        if (subscriber.hasWords() && !subscriber.removed) {
            subscriber.write(nowNanos);
        }
        if ((!subscriber.live || subscriber.draining) && !subscriber.awaitsWrite()) {
            ready(subscriber);
        }
    }

    /** Says the next chunk, and before it the hole, if there is one. */
    private void advance(Subscriber subscriber) {
        Chunk chunk = router.chunk(subscriber);
        for (int tries = 1; subscriber.lacks(chunk) && tries <= MOST_TRIES; tries++) {
            if (subscriber.request().options().slowSubscriber() == SlowSubscriber.DISCONNECT) {
                remove(subscriber, CloseReason.TOO_SLOW);
                return;
            }
            skipEvicted(subscriber);
            chunk = router.chunk(subscriber);
        }
        Gap gap = subscriber.takeGap();
        if (gap != null) {
            subscriber.say(List.of(frames.gap(subscriber.request().options(), log.id(subscriber.cursor), gap)));
            registrar.gap(subscriber, gap.reason());
        }
        if (!subscriber.lacks(chunk)) {
            subscriber.move(chunk, router.seen());
        }
    }

    private void skipEvicted(Subscriber subscriber) {
        Kept kept = log.kept(subscriber.key().selectors()).after(subscriber.cursor);
        router.routeTo(kept.before());
        subscriber.skip(new Gap("evicted", log.id(subscriber.cursor), log.id(kept.lost())), kept);
    }

    /** What the hub has to say to whoever has everything: the sign of life, and on closing when to come back. */
    private void speak(Subscriber subscriber) {
        StreamOptions options = subscriber.request().options();
        long seen = router.seen();
        if (subscriber.heartbeatDue) {
            subscriber.heartbeatDue = false;
            subscriber.say(frames.heartbeat(options, log.id(seen), seen > subscriber.idOnWire));
            subscriber.idOnWire = seen;
        }
        if (draining) {
            subscriber.draining = true;
            long millis = options.retry().toMillis();
            long jitter = ThreadLocalRandom.current().nextLong(millis + 1);
            subscriber.say(List.of(frames.retry(Duration.ofMillis(millis + jitter))));
        }
    }
}
