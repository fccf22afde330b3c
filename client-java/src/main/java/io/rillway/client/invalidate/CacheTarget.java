// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.invalidate;

/**
 * A cache that can be told what is stale.
 *
 * <p><b>Threads:</b> called by the one who drives the client. <b>Errors:</b> what it throws is reported as a handler's
 * failure, and the stream goes on.
 */
public interface CacheTarget {

    /**
     * Something is stale.
     *
     * @param key what
     */
    void invalidate(CacheKey key);

    /** Anything may be stale: events were missed. */
    void invalidateAll();
}
