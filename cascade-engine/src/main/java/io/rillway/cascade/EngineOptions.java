// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade;

import static java.util.Objects.requireNonNull;

import io.rillway.cascade.journal.JournalSource;
import io.rillway.cascade.journal.MemoryJournal;
import io.rillway.cascade.model.OnRestart;
import io.rillway.events.EventSink;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The settings of an engine.
 *
 * @param sink where the events go
 * @param journal where the engine writes down what it does, before it does it
 * @param onRestart what becomes of a cascade that was under way when an engine with the same journal ended
 * @param folder where connectors keep the output and the marks of what they run
 * @param maxParallel the most steps under way at one time, over all cascades, 1 or more
 * @param stepTimeout how long a step may take where its resource does not say
 * @param pollInterval the time between two looks at a resource that is starting or stopping and has no probe of its own;
 *     between cascades such a resource is looked at every fifth time
 * @param keptCascades how many ended cascades are remembered, 1 or more
 * @param clock the time of records and events
 */
public record EngineOptions(
        EventSink sink,
        JournalSource journal,
        OnRestart onRestart,
        Path folder,
        int maxParallel,
        Duration stepTimeout,
        Duration pollInterval,
        int keptCascades,
        InstantSource clock) {

    public EngineOptions {
        requireNonNull(sink, "sink");
        requireNonNull(journal, "journal");
        requireNonNull(onRestart, "onRestart");
        requireNonNull(folder, "folder");
        requireNonNull(clock, "clock");
        requirePositive("maxParallel", maxParallel);
        requirePositive("stepTimeout", stepTimeout);
        requirePositive("pollInterval", pollInterval);
        requirePositive("keptCascades", keptCascades);
    }

    /** {@return no sink; a journal in memory; a folder {@code rillway} among the temporary files; 16 steps at a time; 30 s a step; 1 s a poll} */
    public static EngineOptions defaults() {
        return new EngineOptions(
                EventSink.discarding(),
                MemoryJournal::new,
                OnRestart.RESUME,
                Path.of(System.getProperty("java.io.tmpdir"), "rillway"),
                16,
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                1000,
                InstantSource.system());
    }

    /**
     * {@return these options with another sink}
     *
     * @param sink where the events go
     */
    public EngineOptions publishTo(EventSink sink) {
        return new EngineOptions(
                sink, journal, onRestart, folder, maxParallel, stepTimeout, pollInterval, keptCascades, clock);
    }

    /**
     * {@return these options with another journal}
     *
     * @param journal opens it; the engine closes it
     */
    public EngineOptions withJournal(JournalSource journal) {
        return new EngineOptions(
                sink, journal, onRestart, folder, maxParallel, stepTimeout, pollInterval, keptCascades, clock);
    }

    /**
     * {@return these options with another word on cascades that an earlier engine has begun}
     *
     * @param onRestart whether they go on or end
     */
    public EngineOptions onRestart(OnRestart onRestart) {
        return new EngineOptions(
                sink, journal, onRestart, folder, maxParallel, stepTimeout, pollInterval, keptCascades, clock);
    }

    /**
     * {@return these options with another folder}
     *
     * @param folder where connectors keep the output and the marks of what they run
     */
    public EngineOptions withFolder(Path folder) {
        return new EngineOptions(
                sink, journal, onRestart, folder, maxParallel, stepTimeout, pollInterval, keptCascades, clock);
    }

    /**
     * {@return these options with another bound on steps}
     *
     * @param maxParallel the most steps under way at one time, 1 or more
     */
    public EngineOptions withMaxParallel(int maxParallel) {
        return new EngineOptions(
                sink, journal, onRestart, folder, maxParallel, stepTimeout, pollInterval, keptCascades, clock);
    }

    /**
     * {@return these options with other times}
     *
     * @param stepTimeout how long a step may take
     * @param pollInterval the time between two looks
     */
    public EngineOptions withTimes(Duration stepTimeout, Duration pollInterval) {
        return new EngineOptions(
                sink, journal, onRestart, folder, maxParallel, stepTimeout, pollInterval, keptCascades, clock);
    }

    /**
     * {@return these options with another memory}
     *
     * @param keptCascades how many ended cascades are remembered, 1 or more
     */
    public EngineOptions withKeptCascades(int keptCascades) {
        return new EngineOptions(
                sink, journal, onRestart, folder, maxParallel, stepTimeout, pollInterval, keptCascades, clock);
    }

    /**
     * {@return these options with another clock}
     *
     * @param clock the time of records and events
     */
    public EngineOptions withClock(InstantSource clock) {
        return new EngineOptions(
                sink, journal, onRestart, folder, maxParallel, stepTimeout, pollInterval, keptCascades, clock);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than zero)");
        }
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
        }
    }
}
