// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.memory;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Gives memory back to the machine when a busy time is over: a crowd of subscribers that connects makes the heap several times
 * as large as it has to be, and the JVM keeps that until it collects by itself, which may be hours. One collection is done
 * beside the work.
 *
 * <p>It leaves a JVM alone whose settings of this kind somebody has chosen ({@code -XX:G1PeriodicGCInterval},
 * {@code MinHeapFreeRatio}, {@code MaxHeapFreeRatio}, {@code -Xms} as large as {@code -Xmx}), and any other collector than G1.
 *
 * <p><b>Threads:</b> a daemon of its own for as long as the process lives.
 */
public final class Thrift {

    private static final Duration LOOK = Duration.ofMillis(500);

    /** How many looks a collection is waited for. */
    private static final int COLLECTING = 4;

    private final Memory memory;
    private final Lull lull;
    private int collecting;

    Thrift(Memory memory) {
        this.memory = memory;
        this.lull = new Lull(memory.stepBytes(), memory.usedBytes());
    }

    /** Begins to look after the process it runs in, if that can be told to shrink. */
    public static void start() {
        HotSpot.ofThisProcess().map(Thrift::new).ifPresent(thrift -> {
            Thread thread = new Thread(thrift::lookAgainAndAgain, "rillway-thrift");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private void lookAgainAndAgain() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, LOOK.toNanos());
            look();
        }
    }

    /** Looks whether it has become quiet; one thread. */
    void look() {
        boolean begins = lull.begins(memory.usedBytes());
        if (collecting > 0) {
            collecting--;
            if (collecting == 0) {
                memory.settle();
            }
        } else if (begins) {
            collecting = COLLECTING;
            memory.collectSoon();
        }
    }
}
