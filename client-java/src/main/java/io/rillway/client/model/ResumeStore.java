// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.model;

import java.io.IOException;

/**
 * Keeps the place in a stream for the next process: the id of the last event that was handled.
 *
 * <p><b>Threads:</b> called by the thread that pulls the client, or for it, one call at a time. <b>Errors:</b> what
 * {@link #load} throws keeps the client from being opened; what {@link #save} throws is logged, and the stream goes on.
 */
public interface ResumeStore {

    /**
     * {@return what was saved last; empty if nothing was}
     *
     * @throws IOException if it cannot be read
     */
    String load() throws IOException;

    /**
     * Keeps a place.
     *
     * @param lastEventId the id of the last event that was handled; empty if the stream has cleared it
     * @throws IOException if it cannot be kept
     */
    void save(String lastEventId) throws IOException;
}
