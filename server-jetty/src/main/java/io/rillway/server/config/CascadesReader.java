// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import io.rillway.cascade.model.OnRestart;
import io.rillway.hub.Storage.Sync;
import io.rillway.server.config.ServerConfig.Cascades;
import io.rillway.server.config.ServerConfig.Keeping;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads how the engine works. */
final class CascadesReader {

    private static final Map<String, OnRestart> ON_RESTART = Map.of("resume", OnRestart.RESUME, "fail", OnRestart.FAIL);
    private static final int PARALLEL = 16;
    private static final int MOST_PARALLEL = 10_000;
    private static final int KEPT = 1000;
    private static final int MOST_KEPT = 100_000;
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final boolean hasFolder;

    CascadesReader(boolean hasFolder) {
        this.hasFolder = hasFolder;
    }

    Cascades read(Optional<Node> section) {
        int parallel = value(section, "maxParallel", node -> node.integer(1, MOST_PARALLEL), PARALLEL);
        Duration step = value(section, "stepTimeout", Node::duration, STEP);
        Duration poll = value(section, "pollInterval", Node::duration, POLL);
        boolean remote = value(section, "allowRemoteCommands", Node::flag, false);
        Keeping keeping = keeping(section);
        section.ifPresent(Node::done);
        return new Cascades(parallel, step, poll, remote, keeping);
    }

    private Keeping keeping(Optional<Node> section) {
        Optional<String> jdbc = section.flatMap(s -> s.child("jdbc")).map(CascadesReader::jdbc);
        Sync sync = value(section, "sync", node -> sync(node, jdbc), Sync.OS);
        OnRestart onRestart = value(section, "onRestart", node -> node.oneOf(ON_RESTART), OnRestart.RESUME);
        int kept = value(section, "keptCascades", node -> node.integer(1, MOST_KEPT), KEPT);
        return new Keeping(jdbc, sync, onRestart, kept);
    }

    private static <T> T value(Optional<Node> section, String key, Function<Node, T> reader, T usual) {
        return section.flatMap(s -> s.child(key)).map(reader).orElse(usual);
    }

    private static String jdbc(Node node) {
        String url = node.text();
        if (!url.startsWith("jdbc:postgresql:") && !url.startsWith("jdbc:h2:")) {
            throw node.refuse("jdbc:postgresql://HOST/DATABASE or jdbc:h2:file:PATH");
        }
        return url;
    }

    /** Where somebody else's database keeps the journal, or nothing does, it is not for this server to say. */
    private Sync sync(Node node, Optional<String> jdbc) {
        Sync sync = node.oneOf(Map.of("os", Sync.OS, "disk", Sync.DISK));
        boolean isOurs = jdbc.map(url -> url.startsWith("jdbc:h2:")).orElse(hasFolder);
        if (!isOurs) {
            throw node.refuse("no such key where the journal is in no file of this server");
        }
        return sync;
    }
}
