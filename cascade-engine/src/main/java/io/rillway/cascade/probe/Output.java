// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import java.io.IOException;
import java.time.Duration;

/**
 * What a resource has written since its latest start, so far as its connector keeps it.
 *
 * <p><b>Threads:</b> any. <b>Errors:</b> {@link IOException} where it cannot be read. <b>Limits:</b> those of the connector.
 */
@FunctionalInterface
public interface Output {

    /** An output that nobody keeps. */
    Output NONE = (line, timeout) -> {
        throw new IOException("its connector keeps no output");
    };

    /**
     * {@return whether such a line was written}
     *
     * @param line what to look for
     * @param timeout how long that may take, more than zero
     * @throws IOException if the output cannot be read, or not in time
     * @throws InterruptedException if the answer is not wanted any more
     */
    boolean has(LinePattern line, Duration timeout) throws IOException, InterruptedException;
}
