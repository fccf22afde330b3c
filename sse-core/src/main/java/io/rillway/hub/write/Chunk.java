// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.Exclusion;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What lies between two places of the log for one selection, as bytes.
 *
 * @param bytes the frames, or null where nothing was picked
 * @param lastWritten the sequence of the last frame in it, 0 if there is none
 * @param upTo the place up to which it speaks
 * @param exclusions who must not get it, though the selection picks it
 * @param counts how many events it has, and how many it left out
 */
record Chunk(@Nullable ByteBuffer bytes, long lastWritten, long upTo, Set<Exclusion> exclusions, Counts counts) {

    /** Stands for a chunk of which the log dropped a part meanwhile, so that it must not be used. */
    static final Chunk EVICTED = new Chunk(null, 0, -1, Set.of(), new Counts(0, 0, 0));

    /**
     * What a chunk is made of.
     *
     * @param events the frames in it
     * @param conflated what was left out for a later event with the same key
     * @param expired what was left out because it had expired
     */
    record Counts(int events, int conflated, int expired) {}

    boolean isEvicted() {
        return upTo < 0;
    }

    /** {@return whether a subscriber may have all of it} */
    boolean suits(Subscriber subscriber) {
        if (exclusions.isEmpty()) {
            return true;
        }
        String principal = subscriber.request().principal();
        return exclusions.stream().noneMatch(exclusion -> exclusion.leavesOut(principal, subscriber.id()));
    }
}
