// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.hub.pace.DrainPace;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.Connection;
import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.Heartbeat;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.port.Start;
import io.rillway.hub.port.StreamOptions;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.route.SelectionKey;
import io.rillway.hub.write.Subscriber.Identity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shard of the subscribers. It is walked in rounds by one thread, which owns everything in it; a round is:
 *
 * <ol>
 *   <li>take the signals of others: who is new, whose write has ended, who was closed;
 *   <li>route what the log has had since the last round: whoever it matches is not up to date any more;
 *   <li>say what is live only, whose credential ends, and the heartbeats that are due;
 *   <li>give each ready subscriber all that lies between its cursor and the end, in one write; what is published meanwhile is
 *       routed now and then, and is for those whose turn is still to come.
 * </ol>
 */
public final class Shard implements Subscriber.Site {

    private static final Logger LOG = LoggerFactory.getLogger(Shard.class);

    /** How often what is new is routed while a round is served: so seldom that it costs little beside the writes. */
    private static final int STRETCHES = 16;

    /** Routing looks at all subscribers, so that a round of few among many routes less often: at so many for each write. */
    private static final int LOOKED_AT_FOR_A_WRITE = 64;

    private final EventLog log;
    private final InstantSource clock;
    private final Registrar registrar;
    private final Runnable wake;
    private final Queue<Subscriber> signals = new ConcurrentLinkedQueue<>();
    private final LiveEvents liveEvents;
    private volatile @Nullable Duration draining;

    // Owned by the thread that walks the rounds.
    private final Router router;
    private final Turn turn;
    private final Heartbeats heartbeats = new Heartbeats();
    private List<Subscriber> ready = new ArrayList<>();
    private List<Subscriber> spare = new ArrayList<>();
    private final Deadlines deadlines = new Deadlines();
    private final Expiries expiries;
    private final Totals totals = new Totals();
    private @Nullable Drain drain;

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
        this.clock = clock;
        this.registrar = registrar;
        this.wake = wake;
        ControlFrames frames = new ControlFrames(clock);
        this.expiries = new Expiries(clock);
        this.router = new Router(log, clock, this::ready);
        this.liveEvents = new LiveEvents(router, frames, clock, totals);
        this.turn = new Turn(log, router, frames, registrar, totals);
    }

    /**
     * {@return a new subscriber of this shard, which begins where the log ends now} Any thread; what takes long is done by
     * the one that subscribes, because the writer has others to serve.
     *
     * @param id the id of the connection
     * @param request what to send
     * @param connection where to send it
     */
    public Subscriber subscribe(String id, SubscribeRequest request, Connection connection) {
        SelectionKey key = SelectionKey.of(request);
        Predicate<LogEntry> counts = router.isFor(request, id);
        StartPlace start = StartPlace.of(log, request.start(), key, counts);
        Identity identity = new Identity(id, request, key, clock.instant());
        Subscriber subscriber = new Subscriber(identity, opening(request, start, key), connection, this);
        registrar.taken(subscriber);
        signal(subscriber);
        return subscriber;
    }

    /** How things stand is told to whoever begins, or has missed something; not to whoever just goes on. */
    private Opening opening(SubscribeRequest request, StartPlace start, SelectionKey key) {
        return request.start() instanceof Start.Live || start.gap() != null
                ? Opening.with(registrar::snapshot, log, start, key, clock.instant())
                : new Opening(start, List.of());
    }

    @Override
    public void signal(Subscriber subscriber) {
        signals.add(subscriber);
        wake.run();
    }

    @Override
    public void check(SubscribeRequest changed) {
        registrar.check(changed);
    }

    @Override
    public EventLog log() {
        return log;
    }

    @Override
    public void flushed(Instant published) {
        Duration time = Duration.between(published, clock.instant());
        registrar.flushed(time.isNegative() ? Duration.ZERO : time);
    }

    /** Says an event to those who name its topic, unless too many wait. Any thread. */
    public void say(LiveEvent event) {
        if (liveEvents.add(event)) {
            wake.run();
        }
    }

    /**
     * Lets every stream end; a shard that is empty after that is done. Any thread.
     *
     * @param grace how long that may take
     */
    public void drain(Duration grace) {
        draining = grace;
        wake.run();
    }

    /** {@return whether it drains, and no subscriber is left} */
    public boolean isDrained() {
        return draining != null && router.isEmpty() && signals.isEmpty();
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
        liveEvents.say(this::ready);
        dismissDue(nowNanos);
        deadlines.takeOverdue(nowNanos).forEach(subscriber -> remove(subscriber, CloseReason.WRITE_DEADLINE));
        expiries.ring(this::warn, subscriber -> remove(subscriber, CloseReason.UNAUTHORIZED));
        heartbeats.takeDue(nowNanos).forEach(this::heartbeat);
        serve(nowNanos);
        if (!totals.isEmpty()) {
            registrar.round(totals.take());
        }
        return more || !ready.isEmpty() || !signals.isEmpty() || !liveEvents.isEmpty() ? 0 : next(nowNanos);
    }

    private long next(long nowNanos) {
        long next = Math.min(expiries.next(), Math.min(heartbeats.next(nowNanos), deadlines.next(nowNanos)));
        return drain == null ? next : Math.min(next, drain.next(nowNanos));
    }

    /** Once the hub closes, tells those to leave whose turn it is. */
    private void dismissDue(long nowNanos) {
        Duration grace = draining;
        if (grace == null) {
            return;
        }
        if (drain == null) {
            List<Subscriber> everyone = router.everyone();
            drain = new Drain(everyone, new DrainPace(everyone.size(), grace), nowNanos);
        }
        drain.takeDue(nowNanos).forEach(subscriber -> {
            subscriber.dismissed = true;
            ready(subscriber);
        });
    }

    private void takeSignals(long nowNanos) {
        for (Subscriber subscriber = signals.poll(); subscriber != null; subscriber = signals.poll()) {
            if (!subscriber.course.hasBegun() && !subscriber.removed) {
                admit(subscriber, nowNanos);
            } else if (subscriber.steps.any() && !subscriber.removed) {
                expiries.watch(subscriber);
            }
            Ending ending = subscriber.ending();
            if (ending != null && (ending.last() == null || subscriber.isGone())) {
                remove(subscriber, ending.reason());
            } else {
                ready(subscriber);
            }
        }
    }

    private void admit(Subscriber subscriber, long nowNanos) {
        router.join(subscriber);
        turn.greet(subscriber);
        subscriber.course.begun();
        heartbeats.add(subscriber, nowNanos);
        expiries.watch(subscriber);
        subscriber.dismissed = drain != null;
        registrar.opened(subscriber);
    }

    private void remove(Subscriber subscriber, CloseReason reason) {
        if (subscriber.removed) {
            return;
        }
        router.leave(subscriber);
        heartbeats.remove(subscriber);
        expiries.forget(subscriber);
        subscriber.close(reason);
        subscriber.leave(reason);
        registrar.ended(subscriber, reason);
    }

    /** Comments are left out for whoever is busy; an event is said as soon as the write has ended. */
    private void heartbeat(Subscriber subscriber) {
        StreamOptions options = subscriber.request().options();
        boolean busy = subscriber.isBusy();
        if (busy && turn.isTooSlow(subscriber)) {
            remove(subscriber, CloseReason.TOO_SLOW);
        } else if (!busy || options.heartbeat().style() == Heartbeat.Style.EVENT) {
            subscriber.heartbeatDue = true;
            ready(subscriber);
        }
    }

    private void warn(Subscriber subscriber, Instant until) {
        if (subscriber.isOpen()) {
            turn.warn(subscriber, until);
            ready(subscriber);
        }
    }

    private void ready(Subscriber subscriber) {
        if (!subscriber.ready && !subscriber.removed) {
            subscriber.ready = true;
            ready.add(subscriber);
        }
    }

    /** Serves all who are ready; whoever has more to come, or was served before it came, is ready for the next round. */
    private void serve(long nowNanos) {
        List<Subscriber> now = ready;
        ready = spare;
        spare = now;
        router.beginRound();
        int stretch = 1 + Math.max(now.size() / STRETCHES, router.size() / LOOKED_AT_FOR_A_WRITE);
        int untilRouted = stretch;
        for (Subscriber subscriber : now) {
            if (untilRouted == 0) {
                router.routeNew();
                untilRouted = stretch;
            }
            untilRouted--;
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
        Ending ending = subscriber.ending();
        CloseReason reason = ending == null ? proceed(subscriber) : dismiss(subscriber, ending);
        if (reason != null) {
            remove(subscriber, reason);
            return;
        }
        boolean inFlight = false;
        if (!subscriber.words.isEmpty()) {
            totals.wrote(subscriber.words.bytes());
            subscriber.write(nowNanos);
            inFlight = subscriber.isBusy();
            if (inFlight) {
                deadlines.watch(subscriber, nowNanos);
            }
            subscriber.course.leave(inFlight, router.seen());
        }
        boolean unfinished = !subscriber.course.isLive() || subscriber.saidLast || subscriber.retryTold;
        if (unfinished && !(inFlight && subscriber.awaitsWrite())) {
            ready(subscriber);
        }
    }

    /** Says what overtakes everything; {@return why to remove the subscriber} once that is said. */
    private @Nullable CloseReason dismiss(Subscriber subscriber, Ending ending) {
        if (subscriber.saidLast || ending.last() == null) {
            return ending.reason();
        }
        turn.last(subscriber, ending.last());
        return null;
    }

    /** Says what is new; to whoever is dismissed, when to come back before that, and nothing more when all is said. */
    private @Nullable CloseReason proceed(Subscriber subscriber) {
        if (subscriber.retryTold && subscriber.course.isLive() && subscriber.words.isEmpty()) {
            return CloseReason.DRAINED;
        }
        if (subscriber.dismissed && !subscriber.retryTold) {
            turn.dismiss(subscriber);
        }
        return turn.advance(subscriber);
    }
}
