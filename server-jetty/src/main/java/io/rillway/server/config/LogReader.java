// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import io.rillway.events.TopicSelector;
import io.rillway.hub.HubOptions.Retention;
import io.rillway.hub.Storage.Sync;
import io.rillway.server.config.ServerConfig.Log;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what the event log keeps. */
final class LogReader {

    private static final Retention DEFAULTS = new Retention(100_000, 256L << 20, Duration.ofHours(24));
    private static final int MOST_EVENTS = 100_000_000;

    private final boolean hasFolder;

    LogReader(boolean hasFolder) {
        this.hasFolder = hasFolder;
    }

    Log read(Optional<Node> section) {
        return section.map(this::log).orElse(new Log(DEFAULTS, Sync.OS));
    }

    private Log log(Node section) {
        Optional<Node> retain = section.child("retain");
        Optional<Node> sync = section.child("sync");
        Retention bounds = bounds(section, DEFAULTS);
        Map<TopicSelector, Retention> own = new LinkedHashMap<>();
        retain.map(Node::children)
                .orElse(Map.of())
                .forEach((pattern, node) -> own.put(node.made(() -> TopicSelector.of(pattern)), bounds(node, bounds)));
        return new Log(bounds.withRetain(own), sync.map(this::sync).orElse(Sync.OS));
    }

    /** What is left out is as it is for all. */
    private static Retention bounds(Node section, Retention others) {
        int events = section.child("maxEvents")
                .map(node -> node.integer(1, MOST_EVENTS))
                .orElse(others.maxEvents());
        Duration age = section.child("maxAge").map(Node::duration).orElse(others.maxAge());
        long bytes = section.child("maxBytes").map(Node::size).orElse(others.maxBytes());
        section.done();
        return new Retention(events, bytes, age);
    }

    private Sync sync(Node value) {
        Sync sync = value.oneOf(Map.of("os", Sync.OS, "disk", Sync.DISK));
        if (!hasFolder) {
            throw value.refuse("no such key with data: memory, which stores nothing");
        }
        return sync;
    }
}
