// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import static java.util.Objects.requireNonNull;

import io.rillway.events.Event;
import io.rillway.events.Topic;
import io.rillway.events.TopicSelector;
import io.rillway.events.catalog.Entity;
import io.rillway.events.catalog.LogEvents;
import io.rillway.events.catalog.LogEvents.Level;
import io.rillway.events.catalog.LogEvents.LogLine;
import io.rillway.hub.EventHub;
import io.rillway.hub.port.HubException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells a hub what is logged: each line becomes an event {@code log} on the topic {@code logs}, with its level as an
 * attribute to filter by (requirement S2-01).
 *
 * <p>Whoever logs only adds to a queue, from which a thread of the feed's own publishes; so it does not matter what locks
 * are held while something is logged, and the hub may log too. A line that cannot be told is an {@code error} on every
 * stream of the log, which then ends (S2-04): its subscriber comes back, and goes on where it was.
 *
 * <p><b>Threads:</b> any; one thread {@code rillway-log-feed} of its own. <b>Errors:</b> none reaches whoever logs.
 * <b>Limits:</b> 1000 lines may wait; of more the oldest go, and a line of the level {@code warn} says how many they were.
 * Of what the hub itself logs, ten lines are told within a second.
 */
public final class LogFeed implements AutoCloseable {

    /** The topic that lines are published to. */
    public static final Topic TOPIC = Topic.of("logs");

    /** The attribute of an event that a subscriber filters by: the level, in small letters. */
    public static final String LEVEL = "level";

    private static final int MOST_WAITING = 1000;
    private static final int SHORT = 500;

    private final EventHub hub;
    private final InstantSource clock;
    private final LineQueue queue = new LineQueue(MOST_WAITING);
    private final Echo echo = new Echo(System::nanoTime);
    private final Alarm alarm;
    private final LogSource.Registration registration;
    private final Thread thread = new Thread(this::run, "rillway-log-feed");
    private final AtomicLong lost = new AtomicLong();

    private LogFeed(LogSource source, EventHub hub, InstantSource clock) {
        this.hub = requireNonNull(hub, "hub");
        this.clock = requireNonNull(clock, "clock");
        this.alarm = new Alarm(hub, TopicSelector.of(TOPIC.path()), System::nanoTime);
        this.registration = source.onLog(this::offer);
        thread.setDaemon(true);
    }

    /**
     * {@return a feed that tells what is logged from now on}
     *
     * @param source what is logged
     * @param hub what it is told to
     */
    public static LogFeed open(LogSource source, EventHub hub) {
        LogFeed feed = new LogFeed(source, hub, InstantSource.system());
        feed.thread.start();
        return feed;
    }

    private void offer(LogLine line) {
        if (!echo.drowns(line)) {
            queue.add(line);
        }
    }

    private void run() {
        LineQueue.Next next = queue.next(alarm.nanosToWait());
        while (next != null) {
            if (next.lost() > 0) {
                lost.addAndGet(next.lost());
                tell(complaint(next.lost()));
            }
            if (next.line() != null) {
                tell(next.line());
            }
            alarm.tell();
            next = queue.next(alarm.nanosToWait());
        }
    }

    private LogLine complaint(long lines) {
        return new LogLine(
                clock.instant(), Level.WARN, lines + " lines were lost: more was logged than could be told", null);
    }

    private void tell(LogLine line) {
        try {
            publish(line);
        } catch (IllegalArgumentException e) {
            tellInShort(line);
        } catch (RuntimeException e) {
            // A context may hold anything, and fail to be written in any way.
            failed(e);
        }
    }

    /** A line that is too long for the hub is told without what makes it so. */
    private void tellInShort(LogLine line) {
        String message = line.message();
        boolean isLong = message.length() > SHORT;
        try {
            publish(new LogLine(
                    line.ts(),
                    line.level(),
                    isLong ? message.substring(0, SHORT) + "..." : message,
                    Entity.of(Map.of("shortened", true))));
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void publish(LogLine line) {
        Map<String, String> level = Map.of(LEVEL, line.level().wireName());
        hub.publish(new Event(List.of(TOPIC), LogEvents.LOG.name(), line, level, null, null, null))
                .whenComplete((id, failure) -> {
                    if (failure != null) {
                        failed(failure);
                        queue.wake();
                    }
                });
    }

    private void failed(Throwable failure) {
        Throwable cause = failure.getCause() instanceof HubException known ? known : failure;
        alarm.raise("a line of the log could not be told: " + cause.getClass().getSimpleName());
    }

    /** {@return how many lines were lost because more was logged than could be told} */
    public long lost() {
        return lost.get();
    }

    /** Tells what waits, and ends; to be called before the hub closes. A second call does nothing. */
    @Override
    public void close() {
        registration.close();
        queue.end();
        try {
            thread.join();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
