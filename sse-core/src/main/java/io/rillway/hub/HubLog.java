// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub;

import io.rillway.events.TopicSelector;
import io.rillway.hub.log.Bounds;
import io.rillway.hub.log.MemoryLog;
import io.rillway.hub.log.SegmentLog;
import io.rillway.hub.port.EventLog;
import java.util.LinkedHashMap;
import java.util.Map;

/** Opens the log that options ask for. */
final class HubLog {

    private HubLog() {}

    static EventLog open(HubOptions options) {
        Bounds bounds = bounds(options.retention());
        Map<TopicSelector, Bounds> retain = new LinkedHashMap<>();
        options.retention().retain().forEach((selector, kept) -> retain.put(selector, bounds(kept)));
        if (options.storage() instanceof Storage.Folder folder) {
            boolean force = folder.sync() == Storage.Sync.DISK;
            return SegmentLog.open(SegmentLog.Settings.of(folder.path(), force, bounds, retain, options.clock()));
        }
        return new MemoryLog(bounds, retain, options.clock());
    }

    private static Bounds bounds(HubOptions.Retention kept) {
        return new Bounds(kept.maxEvents(), kept.maxBytes(), kept.maxAge());
    }
}
