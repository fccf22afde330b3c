// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import static java.util.Objects.requireNonNull;

import io.rillway.events.catalog.LogEvents.Level;
import io.rillway.events.catalog.LogEvents.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The last lines of a log in memory: the newest 500 of the last 5 minutes, unless it is told otherwise; the oldest goes first
 * (requirements S2-06). What may be a credential is neither kept nor told: it is {@code ***}.
 *
 * <p><b>Threads:</b> any. Listeners are called by the thread that logs, under no lock. <b>Errors:</b> a listener that throws
 * is counted, and stays. <b>Limits:</b> lines that have grown too old go when the next one comes or somebody looks.
 */
public final class LogRing implements LogSource {

    /** What a log monitor keeps (S2-06). */
    public static final int USUAL_LINES = 500;

    /** How long a log monitor keeps a line (S2-06). */
    public static final Duration USUAL_AGE = Duration.ofMinutes(5);

    /** A registration; the same listener may be given twice, and each registration ends its own. */
    private static final class Ear {

        private final Consumer<LogLine> listener;

        Ear(Consumer<LogLine> listener) {
            this.listener = listener;
        }
    }

    private final int maxLines;
    private final Duration maxAge;
    private final InstantSource clock;
    private final List<Ear> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong failures = new AtomicLong();

    // Guarded by lines.
    private final ArrayDeque<LogLine> lines = new ArrayDeque<>();
    private Optional<Instant> lastError = Optional.empty();

    /**
     * An empty ring.
     *
     * @param maxLines the most lines, 1 or more
     * @param maxAge how long a line is kept, more than zero
     * @param clock the time that ages are told from
     */
    public LogRing(int maxLines, Duration maxAge, InstantSource clock) {
        if (maxLines < 1) {
            throw new IllegalArgumentException("maxLines: " + maxLines + " (expected: 1 or more)");
        }
        if (maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("maxAge: " + maxAge + " (expected: more than zero)");
        }
        this.maxLines = maxLines;
        this.maxAge = maxAge;
        this.clock = requireNonNull(clock, "clock");
    }

    /** {@return an empty ring for 500 lines of the last 5 minutes} */
    public static LogRing usual() {
        return new LogRing(USUAL_LINES, USUAL_AGE, InstantSource.system());
    }

    /**
     * Keeps a line, and tells it to the listeners; what may be a credential is left out of it first.
     *
     * @param logged the line
     */
    public void log(LogLine logged) {
        LogLine line = Redaction.of(requireNonNull(logged, "logged"));
        synchronized (lines) {
            lines.add(line);
            if (line.level() == Level.ERROR) {
                lastError = Optional.of(line.ts());
            }
            trim();
        }
        listeners.forEach(ear -> tell(ear, line));
    }

    private void tell(Ear ear, LogLine line) {
        try {
            ear.listener.accept(line);
        } catch (RuntimeException e) {
            // Logging it would come back here.
            failures.incrementAndGet();
        }
    }

    private void trim() {
        Instant oldest = clock.instant().minus(maxAge);
        while (lines.size() > maxLines
                || (!lines.isEmpty() && lines.getFirst().ts().isBefore(oldest))) {
            lines.removeFirst();
        }
    }

    @Override
    public Registration onLog(Consumer<LogLine> listener) {
        Ear ear = new Ear(requireNonNull(listener, "listener"));
        listeners.add(ear);
        return () -> listeners.remove(ear);
    }

    @Override
    public List<LogLine> lastLogs() {
        synchronized (lines) {
            trim();
            return List.copyOf(lines);
        }
    }

    @Override
    public Optional<Instant> lastErrorAt() {
        synchronized (lines) {
            return lastError;
        }
    }

    /** {@return how often a listener threw} */
    public long failures() {
        return failures.get();
    }
}
