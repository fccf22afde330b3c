// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade;

import io.rillway.cascade.connector.ConnectorException;
import io.rillway.cascade.connector.ConnectorStatus;
import io.rillway.cascade.connector.ProcessConnector;
import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.model.ResourceGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The children that an earlier engine with the same folder left running, and whose resources the graph does not have. They
 * are found as the ones of its resources are: by what was written down when they were started.
 */
final class Orphans implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);

    /** Knows a child again and can stop it; nothing is ever started by it. */
    private static final ProcessConnector FINDER = ProcessConnector.of("none");

    private final Map<String, ResourceConnector> alive = new TreeMap<>();

    private Orphans() {}

    static Orphans of(Connectors connectors, ResourceGraph graph) throws InterruptedException {
        Orphans orphans = new Orphans();
        for (Path place : folders(connectors.folder())) {
            String id = String.valueOf(place.getFileName());
            if (graph.find(id).isEmpty()) {
                orphans.look(id, connectors);
            }
        }
        return orphans;
    }

    private static List<Path> folders(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> places = Files.list(folder)) {
            return places.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void look(String id, Connectors connectors) throws InterruptedException {
        try {
            ResourceConnector child = FINDER.open(connectors.site(id));
            if (child.status().equals(ConnectorStatus.RUNNING)) {
                alive.put(id, child);
            } else {
                child.close();
            }
        } catch (ConnectorException e) {
            LOG.warn("what an earlier engine left of {} cannot be told", id, e);
        }
    }

    List<String> ids() {
        return List.copyOf(alive.keySet());
    }

    /** Stops them one by one; {@return the ids of those that are gone now} */
    List<String> stop() throws InterruptedException {
        for (Map.Entry<String, ResourceConnector> child : new TreeMap<>(alive).entrySet()) {
            try {
                child.getValue().stop();
            } catch (ConnectorException e) {
                LOG.warn("what an earlier engine left of {} cannot be stopped", child.getKey(), e);
                child.getValue().close();
                alive.remove(child.getKey());
            }
        }
        return ids();
    }

    @Override
    public void close() {
        alive.values().forEach(ResourceConnector::close);
    }
}
