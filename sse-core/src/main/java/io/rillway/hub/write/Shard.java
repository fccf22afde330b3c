// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.catalog.SystemEvents.Gap;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.port.SlowSubscriber;
import io.rillway.hub.route.RoutingTable;
import io.rillway.hub.route.SelectionKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

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

    private static final int MOST_ROUTED = 4096;

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
    private final ChunkReader reader;
    private final ControlFrames frames;
    private final Queue<Subscriber> signals = new ConcurrentLinkedQueue<>();
    private volatile boolean draining;

    // Owned by the thread that walks the rounds.
    private final RoutingTable<Selection> table = new RoutingTable<>();
    private final Map<SelectionKey, Selection> selections = new HashMap<>();
    private final Heartbeats heartbeats = new Heartbeats();
    private List<Subscriber> ready = new ArrayList<>();
    private List<Subscriber> spare = new ArrayList<>();
    private long seen;

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
        this.reader = new ChunkReader(log, clock);
        this.frames = new ControlFrames(clock);
        this.seen = log.last();
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
        return draining && selections.isEmpty() && signals.isEmpty();
    }

    /** Drops whoever is left. */
    public void abandon() {
        takeSignals(0);
        everyone().forEach(subscriber -> remove(subscriber, CloseReason.WRITE_DEADLINE));
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
        boolean more = route();
        if (draining) {
            everyone().stream().filter(subscriber -> !subscriber.draining).forEach(this::ready);
        }
        if (heartbeats.isDue(nowNanos)) {
            log.expire();
        }
        long next = heartbeats.visit(nowNanos, subscriber -> heartbeat(subscriber, nowNanos));
        serve(nowNanos);
        return more || !ready.isEmpty() || !signals.isEmpty() ? 0 : next;
    }

    private void takeSignals(long nowNanos) {
        for (Subscriber subscriber = signals.poll(); subscriber != null; subscriber = signals.poll()) {
            CloseReason reason = subscriber.closeReason();
            if (subscriber.isNew()) {
                admit(subscriber, nowNanos);
            }
            if (reason != null) {
                remove(subscriber, reason);
            } else {
                ready(subscriber);
            }
        }
    }

    private void admit(Subscriber subscriber, long nowNanos) {
        SelectionKey key = SelectionKey.of(subscriber.request());
        StartPlace start = StartPlace.of(log, subscriber.request().start(), key, subscriber.liveAt());
        while (seen < start.cursor()) {
            route();
        }
        subscriber.join(selections.computeIfAbsent(key, this::select), start);
        String id = start.gap() == null ? log.id(start.cursor()) : null;
        subscriber.say(frames.greeting(subscriber, start, id));
        registrar.opened(subscriber);
        if (start.gap() != null) {
            sayGap(subscriber, start.gap());
        }
        heartbeats.add(subscriber, nowNanos);
    }

    private Selection select(SelectionKey key) {
        Selection selection = new Selection(key);
        key.selectors().forEach(selector -> table.add(selector, selection));
        return selection;
    }

    private void remove(Subscriber subscriber, CloseReason reason) {
        Selection selection = subscriber.selection();
        if (subscriber.removed || selection == null) {
            return;
        }
        selection.remove(subscriber);
        if (selection.subscribers().isEmpty()) {
            selections.remove(selection.key());
            selection.key().selectors().forEach(selector -> table.remove(selector, selection));
        }
        subscriber.close(reason);
        subscriber.end(reason);
        registrar.ended(subscriber, reason);
    }

    /** Routes what is new, in a bounded step; {@return whether there is more} */
    private boolean route() {
        long before = seen;
        long end = log.last();
        List<LogEntry> entries = log.read(before + 1, MOST_ROUTED);
        boolean hole = before < end && log.first() > before + 1;
        seen = hole || entries.isEmpty() ? end : entries.get(entries.size() - 1).sequence();
        if (hole) {
            selections.values().forEach(selection -> fallBehind(selection, before));
        }
        for (LogEntry entry : entries) {
            for (Selection selection : table.match(entry.event().topics())) {
                if (selection.key().passes(entry)) {
                    fallBehind(selection, before);
                }
            }
        }
        return seen < log.last();
    }

    private void fallBehind(Selection selection, long before) {
        for (Subscriber subscriber : selection.subscribers()) {
            if (subscriber.live) {
                subscriber.live = false;
                subscriber.cursor = before;
                ready(subscriber);
            }
        }
    }

    private void heartbeat(Subscriber subscriber, long nowNanos) {
        if (subscriber.isBusy()) {
            Duration deadline = subscriber.request().options().writeDeadline();
            if (nowNanos - subscriber.writeStartedNanos > deadline.toNanos()) {
                remove(subscriber, CloseReason.WRITE_DEADLINE);
            }
        } else if (subscriber.live) {
            subscriber.say(frames.heartbeat(subscriber.request().options(), log.id(seen), seen > subscriber.idOnWire));
            subscriber.idOnWire = seen;
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
            if (!subscriber.removed && !subscriber.isBusy()) {
                serve(subscriber, nowNanos);
            }
        }
        now.forEach(subscriber -> {
            if (subscriber.selection() != null) {
                subscriber.selection().endRound();
            }
        });
        now.clear();
    }

    private void serve(Subscriber subscriber, long nowNanos) {
        Selection selection = subscriber.selection();
        if (selection == null) {
            return;
        }
        Chunk chunk = null;
        if (!subscriber.live) {
            chunk = selection.chunk(reader, subscriber, seen);
            if (chunk.evicted()) {
                skipEvicted(subscriber);
                return;
            }
            subscriber.cursor = chunk.upTo();
            subscriber.live = chunk.upTo() >= seen;
            subscriber.idOnWire = Math.max(subscriber.idOnWire, chunk.lastWritten());
        }
        if (draining && subscriber.live && endsNow(subscriber, chunk)) {
            return;
        }
        if (subscriber.hasControl() || (chunk != null && chunk.bytes() != null)) {
            subscriber.write(chunk == null ? null : chunk.bytes(), nowNanos);
        } else if (!subscriber.live) {
            ready(subscriber);
        }
    }

    /** The last thing said is when to come back; once that is written the stream is completed. */
    private boolean endsNow(Subscriber subscriber, @Nullable Chunk chunk) {
        if (subscriber.draining) {
            remove(subscriber, CloseReason.DRAINED);
            return true;
        }
        if (chunk != null && chunk.bytes() != null) {
            return false;
        }
        subscriber.draining = true;
        Duration retry = subscriber.request().options().retry();
        long jitter = ThreadLocalRandom.current().nextLong(retry.toMillis() + 1);
        subscriber.say(List.of(frames.retry(retry.plusMillis(jitter))));
        return false;
    }

    private void skipEvicted(Subscriber subscriber) {
        if (subscriber.request().options().slowSubscriber() == SlowSubscriber.DISCONNECT) {
            remove(subscriber, CloseReason.TOO_SLOW);
            return;
        }
        long lost = log.first() - 1;
        sayGap(subscriber, new Gap("evicted", log.id(subscriber.cursor), log.id(lost)));
        subscriber.cursor = lost;
        ready(subscriber);
    }

    private void sayGap(Subscriber subscriber, Gap gap) {
        subscriber.say(List.of(frames.gap(subscriber.request().options(), gap)));
        registrar.gap(subscriber, gap.reason());
    }

    private List<Subscriber> everyone() {
        return selections.values().stream()
                .flatMap(selection -> selection.subscribers().stream())
                .toList();
    }
}
