// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many threads are kept by calls that were interrupted and have not returned. Any thread, under its lock. */
final class Kept {

    static final String COMPLAINT =
            "too many connectors or probes ignore their interruption; nothing more can be called";

    private static final Logger LOG = LoggerFactory.getLogger(Kept.class);

    private final IntConsumer changed;
    private final int most;

    // Changed under the lock, and read by anybody: it is asked before each call.
    private volatile int count;

    /** Tells how many there are whenever that changes, at most so many. */
    Kept(IntConsumer changed, int most) {
        this.changed = changed;
        this.most = most;
    }

    boolean isFull() {
        return count >= most;
    }

    synchronized void change(int more) {
        count += more;
        changed.accept(Math.min(count, most));
        if (more > 0 && count == most) {
            LOG.error(COMPLAINT);
        }
    }
}
