// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

/** The sequence, time and size of entries in order, in a circle; the oldest is dropped first. One thread at a time. */
final class Holdings {

    private long[] sequences = new long[16];
    private long[] millis = new long[16];
    private int[] sizes = new int[16];
    private int head;
    private int count;
    private long bytes;

    void add(long sequence, long atMillis, int size) {
        if (count == sequences.length) {
            resize(count * 2);
        }
        int slot = slot(count);
        sequences[slot] = sequence;
        millis[slot] = atMillis;
        sizes[slot] = size;
        count++;
        bytes += size;
    }

    int count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    long oldestMillis() {
        return millis[head];
    }

    /** Drops the oldest; {@return its sequence} */
    long drop() {
        long sequence = sequences[head];
        bytes -= sizes[head];
        head = slot(1);
        count--;
        if (sequences.length > 1024 && count < sequences.length / 4) {
            resize(sequences.length / 2);
        }
        return sequence;
    }

    private void resize(int length) {
        long[] otherSequences = new long[length];
        long[] otherMillis = new long[length];
        int[] otherSizes = new int[length];
        for (int i = 0; i < count; i++) {
            otherSequences[i] = sequences[slot(i)];
            otherMillis[i] = millis[slot(i)];
            otherSizes[i] = sizes[slot(i)];
        }
        sequences = otherSequences;
        millis = otherMillis;
        sizes = otherSizes;
        head = 0;
    }

    private int slot(int index) {
        return (head + index) & (sequences.length - 1);
    }
}
