// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import static java.util.Objects.requireNonNull;

import io.rillway.cascade.system.Pace;
import io.rillway.cascade.system.ProcessEntry;
import io.rillway.cascade.system.Signals;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * How a family is ended: asked by a signal, given a grace, then killed.
 *
 * @param signal what asks it to end
 * @param grace how long it may take, zero or more
 */
public record Ending(String signal, Duration grace) {

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int KILL_ROUNDS = 20;
    private static final Duration KILL_WAIT = Duration.ofMillis(500);

    /** Without asking. */
    static final Ending AT_ONCE = new Ending(Signals.KILL, Duration.ZERO);

    public Ending {
        requireNonNull(signal, "signal");
        if (!Signals.NAMES.contains(signal)) {
            throw new IllegalArgumentException("stopSignal: " + signal + " (expected: one of "
                    + Signals.NAMES.stream().sorted().toList() + ")");
        }
        if (grace.isNegative() || grace.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("stopTimeout: " + grace + " (expected: zero to " + LONGEST + ")");
        }
    }

    /** Ends a child and its family. */
    void end(Child child, Family family) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + grace.toNanos();
        family.signal(signal);
        child.awaitExit(grace);
        endWithin(Duration.ofNanos(deadline - System.nanoTime()), family);
    }

    /** Ends a family that has no child at its head. */
    void end(Family family) throws IOException, InterruptedException {
        if (!family.isGone()) {
            family.signal(signal);
            endWithin(grace, family);
        }
    }

    /** Kills a family without asking. */
    static void kill(Family family) throws IOException, InterruptedException {
        endWithin(Duration.ZERO, family);
    }

    private static void endWithin(Duration time, Family family) throws IOException, InterruptedException {
        if (Pace.await(family::isGone, time)) {
            return;
        }
        // Again and again, since what is just being born is missed by a round.
        for (int round = 0; round < KILL_ROUNDS; round++) {
            family.signal(Signals.KILL);
            if (Pace.await(family::isGone, KILL_WAIT)) {
                return;
            }
        }
        List<Long> left = family.members().stream().map(ProcessEntry::pid).toList();
        throw new IOException("processes: " + left + " (expected: none after they were killed)");
    }
}
