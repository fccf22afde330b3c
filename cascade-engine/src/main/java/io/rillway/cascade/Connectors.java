// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade;

import io.rillway.cascade.connector.ConnectorSite;
import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.watch.Unit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens and closes the connectors of an engine, on the thread of whoever opens, edits or closes it. */
final class Connectors {

    private static final Logger LOG = LoggerFactory.getLogger(Connectors.class);

    private final Path folder;
    private final String engineId;

    // Written once, when the coordinator is there; before that nobody can be told.
    private volatile Consumer<String> changed = id -> {};

    Connectors(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        this.engineId = UUID.nameUUIDFromBytes(this.folder.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** From now on it is told whenever a resource may have changed. */
    void changed(Consumer<String> listener) {
        changed = listener;
    }

    /** Units for what is new in the next graph, or acted on or known by other means; if one fails, none is left open. */
    Map<String, Unit> openChanged(ResourceGraph present, ResourceGraph next) {
        Map<String, Unit> made = new LinkedHashMap<>();
        try {
            for (Resource resource : next.resources()) {
                if (present.find(resource.id())
                        .filter(old -> actsAlike(old, resource))
                        .isEmpty()) {
                    made.put(resource.id(), open(resource));
                }
            }
        } catch (RuntimeException e) {
            close(made.values());
            throw e;
        }
        return made;
    }

    /** What is described otherwise only keeps its connector and what is known of it. */
    private static boolean actsAlike(Resource old, Resource next) {
        return old.connector().equals(next.connector()) && old.health().equals(next.health());
    }

    private Unit open(Resource resource) {
        ConnectorSite site = site(resource.id());
        return new Unit(resource, resource.connector().map(source -> source.open(site)));
    }

    /** The folder that holds one for each resource. */
    Path folder() {
        return folder;
    }

    ConnectorSite site(String id) {
        return new ConnectorSite(id, folder.resolve(id), engineId, () -> changed.accept(id));
    }

    /** The ids whose resources are not the same in both graphs. */
    static List<String> differing(ResourceGraph present, ResourceGraph next) {
        List<String> differing = new ArrayList<>();
        Stream.concat(present.ids().stream(), next.ids().stream()).distinct().forEach(id -> {
            Optional<Resource> after = next.find(id);
            if (!present.find(id).equals(after)) {
                differing.add(id);
            }
        });
        return differing;
    }

    /** Lets go of them; one that fails does not keep the others. */
    static void close(Collection<Unit> units) {
        for (Unit unit : units) {
            try {
                unit.connector().ifPresent(ResourceConnector::close);
            } catch (RuntimeException e) {
                LOG.warn("the connector of {} did not close", unit.id(), e);
            }
        }
    }
}
