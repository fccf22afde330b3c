// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.pace;

import io.rillway.hub.port.LogEntry;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the latest event with each key stands, in order of place. It knows of what it was told; what it does not know of is
 * not superseded.
 *
 * <p><b>Threads:</b> for one thread, its shard's.
 */
public final class LatestByKey {

    private final Map<String, Long> places = new LinkedHashMap<>();

    /** Knows of nothing. */
    public LatestByKey() {}

    /**
     * Adds an entry that is later than those before, and forgets what the log has dropped.
     *
     * @param entry the entry
     * @param first the first place that the log keeps
     */
    public void add(LogEntry entry, long first) {
        String key = entry.event().key();
        if (key != null) {
            places.remove(key);
            places.put(key, entry.sequence());
        }
        Iterator<Long> oldest = places.values().iterator();
        while (oldest.hasNext() && oldest.next() < first) {
            oldest.remove();
        }
    }

    /**
     * {@return whether a later event has the key of this one}
     *
     * @param entry the entry
     * @param upTo the last place that counts
     */
    public boolean supersedes(LogEntry entry, long upTo) {
        String key = entry.event().key();
        long latest = key == null ? 0 : places.getOrDefault(key, 0L);
        return latest > entry.sequence() && latest <= upTo;
    }
}
