// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

/**
 * What a log keeps of certain topics. Where topics are kept for different times, some of what is asked for may be lost after
 * a place where the rest is still kept.
 *
 * @param first the sequence of the first entry that may be kept
 * @param whole the sequence from which on nothing is missing; not before {@code first}
 * @param isDamaged whether the last that may be missing was to be kept and cannot be read
 */
public record Kept(long first, long whole, boolean isDamaged) {

    /**
     * What is kept where nothing was damaged.
     *
     * @param first the sequence of the first entry that may be kept
     * @param whole the sequence from which on nothing is missing
     */
    public Kept(long first, long whole) {
        this(first, whole, false);
    }

    /**
     * {@return what is kept of what comes after a place}
     *
     * @param place the sequence of the place
     */
    public Kept after(long place) {
        return new Kept(Math.max(first, place + 1), Math.max(whole, place + 1), isDamaged);
    }

    /** {@return the place after which the first entry may be kept} */
    public long before() {
        return first - 1;
    }

    /** {@return why something is missing, as a gap says it} */
    public String reason() {
        return isDamaged ? "damaged" : "evicted";
    }

    /** {@return the last place that may be missing} */
    public long lost() {
        return whole - 1;
    }
}
