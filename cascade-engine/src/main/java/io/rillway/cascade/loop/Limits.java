// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

/**
 * Alarms that are all set for the same time ahead, so that the one that was set first rings first: setting and cancelling one
 * needs no search, however many there are. Of whoever has the turn.
 */
final class Limits {

    private final long delayNanos;

    // A ring: after it comes the first one, before it the last one.
    private final Entry ends = new Entry(0, 0, () -> {});

    Limits(long delayNanos) {
        this.delayNanos = delayNanos;
    }

    long delayNanos() {
        return delayNanos;
    }

    boolean isEmpty() {
        return ends.next == ends;
    }

    Entry first() {
        return ends.next;
    }

    Alarm add(long nowNanos, long number, Runnable message) {
        Entry entry = new Entry(nowNanos + delayNanos, number, message);
        entry.previous = ends.previous;
        entry.next = ends;
        ends.previous.next = entry;
        ends.previous = entry;
        return entry;
    }

    static final class Entry implements Alarm {

        private final long atNanos;
        private final long number;
        private final Runnable message;
        private Entry previous = this;
        private Entry next = this;

        private Entry(long atNanos, long number, Runnable message) {
            this.atNanos = atNanos;
            this.number = number;
            this.message = message;
        }

        long atNanos() {
            return atNanos;
        }

        long number() {
            return number;
        }

        boolean isBefore(long otherAtNanos, long otherNumber) {
            long later = otherAtNanos - atNanos;
            return later > 0 || (later == 0 && number < otherNumber);
        }

        /** It rings, and is gone. */
        Runnable take() {
            cancel();
            return message;
        }

        @Override
        public void cancel() {
            previous.next = next;
            next.previous = previous;
            previous = this;
            next = this;
        }
    }
}
