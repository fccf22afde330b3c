// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.memory;

/** Sees that a busy time is over, by how the used part of the heap moves from look to look. One thread looks. */
final class Lull {

    private static final int QUIET_LOOKS = 2;
    private static final int BUSY_STEPS = 12;

    private final long stepBytes;
    private long usedBytes;
    private long busyBytes;
    private int quietLooks;

    /**
     * Nothing has happened yet.
     *
     * @param stepBytes a smaller move is rest; the heap moves by whole regions
     * @param usedBytes what is used now
     */
    Lull(long stepBytes, long usedBytes) {
        this.stepBytes = stepBytes;
        this.usedBytes = usedBytes;
    }

    /** {@return whether it has just become quiet after much was allocated}, where so many bytes are used now. */
    boolean begins(long nowBytes) {
        long moved = Math.abs(nowBytes - usedBytes);
        usedBytes = nowBytes;
        if (moved >= stepBytes) {
            busyBytes += moved;
            quietLooks = 0;
            return false;
        }
        quietLooks++;
        boolean begins = quietLooks >= QUIET_LOOKS && busyBytes >= BUSY_STEPS * stepBytes;
        if (begins) {
            busyBytes = 0;
        }
        return begins;
    }
}
