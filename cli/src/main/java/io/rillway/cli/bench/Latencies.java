// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long things took, in buckets that grow with the time: each is at most a sixteenth wide. Any thread may record; a
 * table is exact once nobody does any more.
 */
public final class Latencies {

    private static final int STEPS = 16;
    private static final int STEP_BITS = 4;

    private final AtomicLongArray counts = new AtomicLongArray(STEPS * (Long.SIZE - STEP_BITS));

    /** None yet. */
    public Latencies() {}

    /** Counts one. */
    public void record(long nanos) {
        counts.incrementAndGet(bucket(Math.max(0, nanos)));
    }

    private static int bucket(long nanos) {
        if (nanos < STEPS) {
            return (int) nanos;
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - STEP_BITS;
        return STEPS * power + (int) (nanos >>> power);
    }

    /** The greatest time of a bucket. */
    private static long upTo(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int power = bucket / STEPS - 1;
        return ((long) (bucket % STEPS + STEPS + 1) << power) - 1;
    }

    /** How many there are. */
    public long count() {
        long count = 0;
        for (int i = 0; i < counts.length(); i++) {
            count += counts.get(i);
        }
        return count;
    }

    /** The time that a share of them did not exceed, from 0 to 1; zero if there are none. */
    public Duration quantile(double share) {
        long wanted = (long) Math.ceil(share * count());
        long seen = 0;
        for (int i = 0; i < counts.length(); i++) {
            seen += counts.get(i);
            if (seen >= wanted && seen > 0) {
                return Duration.ofNanos(upTo(i));
            }
        }
        return Duration.ZERO;
    }

    /** The table for people. */
    public List<String> lines() {
        return List.of(row("p50", 0.5), row("p90", 0.9), row("p99", 0.99), row("max", 1));
    }

    private String row(String name, double share) {
        return String.format(
                Locale.ROOT, "  %-4s %9.2f ms", name, (double) quantile(share).toNanos() / 1_000_000);
    }
}
