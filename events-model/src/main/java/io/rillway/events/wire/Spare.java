// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A long array that nobody needs any more, for whoever needs one next; the collector takes it if that is sooner. Who has one long
 * payload after another need not let an array grow for each, and who has none keeps nothing.
 *
 * <p><b>Threads:</b> any; an array belongs to one of them at a time.
 */
final class Spare {

    /** How many times as long as it has to be an array may be: who needs little does not hold much. */
    static final int MOST_TIMES = 16;

    private final AtomicReference<@Nullable WeakReference<byte[]>> kept = new AtomicReference<>();

    /** {@return an array of at least so many bytes, whatever they are, which is the caller's from now on; null if there is none that fits} */
    byte @Nullable [] take(int least) {
        WeakReference<byte[]> taken = kept.getAndSet(null);
        byte[] array = arrayOf(taken);
        if (array == null || fits(array.length, least)) {
            return array;
        }
        kept.compareAndSet(null, taken);
        return null;
    }

    /** Takes over an array, unless a longer one is there. */
    void give(byte[] array) {
        byte[] other = arrayOf(kept.get());
        if (other == null || other.length < array.length) {
            kept.set(new WeakReference<>(array));
        }
    }

    private static boolean fits(int length, int least) {
        return length >= least && length / MOST_TIMES <= least;
    }

    private static byte @Nullable [] arrayOf(@Nullable WeakReference<byte[]> reference) {
        return reference == null ? null : reference.get();
    }
}
