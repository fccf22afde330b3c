// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What lies between two places of the log for one selection, as bytes.
 *
 * @param bytes the frames, or null where nothing was picked
 * @param lastWritten the sequence of the last frame in it, 0 if there is none
 * @param upTo the place up to which it speaks
 * @param forAll whether it leaves nobody out, so that all of the selection may share it
 * @param evicted whether the log dropped part of the range meanwhile, so that the chunk must not be used
 */
record Chunk(@Nullable ByteBuffer bytes, long lastWritten, long upTo, boolean forAll, boolean evicted) {

    static final Chunk EVICTED = new Chunk(null, 0, 0, true, true);
}
