// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.engine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What all threads that live allocate during a run, for each step; what was done before the run is not counted. JMH adds
 * the counters up over the iterations; each line that it prints on the way is one run.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Allocated {

    /** Bytes for each step. */
    public double bytesPerStep;

    /** Nanoseconds for each step. */
    public double nanosPerStep;

    private long bytesBefore;
    private long nanosBefore;

    private static long now() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    /** Begins anew. */
    @Setup
    public void clear() {
        bytesPerStep = 0;
        nanosPerStep = 0;
    }

    void begin() {
        bytesBefore = now();
        nanosBefore = System.nanoTime();
    }

    void end(int steps) {
        nanosPerStep = (double) (System.nanoTime() - nanosBefore) / steps;
        bytesPerStep = (double) (now() - bytesBefore) / steps;
    }
}
