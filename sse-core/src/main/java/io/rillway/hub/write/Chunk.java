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
 * @param lost the last place up to which the log has lost some of what the selection picks; whoever was not told of that must
 *     not have the chunk
 * @param counts how many events it has, and how many it left out
 */
record Chunk(
        @Nullable ByteBuffer bytes, long lastWritten, long upTo, Set<Exclusion> exclusions, long lost, Counts counts) {

    /**
     * What a chunk is made of.
     *
     * @param events the frames in it
     * @param conflated what was left out for a later event with the same key
     * @param expired what was left out because it had expired
     */
    record Counts(int events, int conflated, int expired) {}

    /** {@return whether a subscriber may have all of it} */
    boolean suits(Subscriber subscriber) {
        if (exclusions.isEmpty()) {
            return true;
        }
        String principal = subscriber.request().principal();
        return exclusions.stream().noneMatch(exclusion -> exclusion.leavesOut(principal, subscriber.id()));
    }
}
