// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import io.rillway.cascade.CascadeEngine;
import io.rillway.cascade.model.GraphException;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.server.auth.Secrets;
import io.rillway.server.body.ApiException;
import io.rillway.server.config.ConfigException;
import io.rillway.server.config.ResourceReader;
import io.rillway.server.config.ServerConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which resources there are, and where each comes from: those of the configuration file are read-only, those made over the
 * API are kept in the data folder as they were given.
 *
 * <p><b>Threads:</b> any; changes are one at a time. <b>Errors:</b> what is refused, or cannot be kept, is not done.
 */
public final class ResourceCatalog {

    private static final String ONLY_IN_FILE =
            "connector: processes and commands come from the configuration file alone"
                    + " unless it has cascades.allowRemoteCommands: true";

    private final ResourceFile file;
    private final ResourceReader reader;
    private final boolean allowCommands;
    private final Set<String> configured;

    // Guarded by this.
    private Map<String, Made> made = Map.of();

    /** A resource as it was given, and what tells this state of it from any other. */
    private record Made(JsonNode body, String revision) {

        static Made of(JsonNode body) {
            return new Made(body, Secrets.random());
        }
    }

    /**
     * A catalog with what the data folder kept.
     *
     * @param config the configuration
     * @throws ConfigException if a kept resource has the id of a configured one, or cannot be read
     */
    public ResourceCatalog(ServerConfig config) {
        this.file = new ResourceFile(config.data());
        this.reader = new ResourceReader(
                config.data().orElse(Path.of("")), config.cascades().stepTimeout());
        this.allowCommands = config.cascades().allowRemoteCommands();
        this.configured = config.resources().stream().map(Resource::id).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * {@return the graph of the configured and the kept resources}
     *
     * @param config the configuration
     */
    public synchronized ResourceGraph graph(ServerConfig config) {
        List<Resource> all = new ArrayList<>(config.resources());
        Map<String, Made> kept = new LinkedHashMap<>();
        for (JsonNode body : file.read()) {
            String place = "[" + kept.size() + "]";
            Resource resource = reader.read(file.path(), place, body.toString());
            requireAllowed(config, place, resource, body);
            kept.put(resource.id(), Made.of(body));
            all.add(resource);
        }
        made = kept;
        try {
            return ResourceGraph.of(all);
        } catch (GraphException e) {
            throw new ConfigException(file.path(), "", String.valueOf(e.getMessage()), e);
        }
    }

    private void requireAllowed(ServerConfig config, String place, Resource resource, JsonNode body) {
        if (configured.contains(resource.id())) {
            throw new ConfigException(
                    config.file(), "resources", resource.id() + ": also made over the API, in " + file.path(), null);
        }
        if (!allowCommands && ResourceReader.runsCommands(body.toString())) {
            throw new ConfigException(file.path(), place, ONLY_IN_FILE, null);
        }
    }

    boolean isConfigured(String id) {
        return configured.contains(id);
    }

    /** {@return what tells the present state of a resource that was made over the API from any other} */
    synchronized Optional<String> revision(String id) {
        return Optional.ofNullable(made.get(id)).map(Made::revision);
    }

    /** Adds a resource; {@return its id} */
    synchronized String add(CascadeEngine engine, JsonNode body) {
        Resource resource = reader.read(body.toString());
        String id = resource.id();
        requireEditable(id);
        if (made.containsKey(id)) {
            throw new ApiException(409, "RESOURCE_DUPLICATE", "id: \"" + id + "\" exists already");
        }
        put(engine, resource, body);
        return id;
    }

    /** Adds a resource, or puts it in the place of the one with its id; {@return whether there was none} */
    synchronized boolean put(CascadeEngine engine, JsonNode body, Precondition belief) {
        Resource resource = reader.read(body.toString());
        String id = resource.id();
        requireEditable(id);
        belief.check(id, revision(id));
        boolean isNew = !made.containsKey(id);
        put(engine, resource, body);
        return isNew;
    }

    private void put(CascadeEngine engine, Resource resource, JsonNode body) {
        String id = resource.id();
        if (!allowCommands && ResourceReader.runsCommands(body.toString())) {
            throw ApiException.forbidden(ONLY_IN_FILE);
        }
        if (!isProcess(body)) {
            requireNoChild(engine, id);
        }
        Map<String, Made> next = new LinkedHashMap<>(made);
        next.put(id, Made.of(body));
        change(engine, next, graph -> graph.with(resource));
    }

    /** Changes the body of a resource that was made over the API. */
    synchronized void change(CascadeEngine engine, String id, UnaryOperator<ObjectNode> change) {
        requireEditable(id);
        Made before = made.get(id);
        if (before == null) {
            throw ApiException.notFound("no resource " + id);
        }
        ObjectNode body = change.apply(((ObjectNode) before.body()).deepCopy());
        put(engine, reader.read(body.toString()), body);
    }

    synchronized void remove(CascadeEngine engine, String id, Precondition belief) {
        requireEditable(id);
        if (made.containsKey(id)) {
            belief.check(id, revision(id));
        }
        ResourceGraph graph = engine.graph();
        List<String> users = Stream.concat(graph.dependents(id).stream(), graph.hosted(id).stream())
                .distinct()
                .toList();
        if (!users.isEmpty()) {
            throw new ApiException(
                    409,
                    "RESOURCE_NEEDED",
                    id + " is needed by " + String.join(", ", users),
                    Map.of("resources", users));
        }
        requireNoChild(engine, id);
        Map<String, Made> next = new LinkedHashMap<>(made);
        next.remove(id);
        change(engine, next, before -> before.without(id));
    }

    private void change(CascadeEngine engine, Map<String, Made> next, UnaryOperator<ResourceGraph> edit) {
        file.prepare(next.values().stream().map(Made::body).toList());
        engine.edit(edit);
        made = next;
        file.commit();
    }

    private static boolean isProcess(JsonNode body) {
        return body.path("connector").path("type").asString("").equals("process");
    }

    /** A child that nothing knows any more would outlive the server. */
    private void requireNoChild(CascadeEngine engine, String id) {
        Made before = made.get(id);
        if (before != null && isProcess(before.body())) {
            requireStopped(engine, id);
        }
    }

    private static void requireStopped(CascadeEngine engine, String id) {
        ResourceStatus status = engine.statuses().getOrDefault(id, ResourceStatus.UNKNOWN);
        if (status != ResourceStatus.OFFLINE && status != ResourceStatus.UNKNOWN) {
            throw new ApiException(
                    409,
                    "RESOURCE_ACTIVE",
                    id + " is " + status.name().toLowerCase(Locale.ROOT)
                            + " (expected: stopped before its process is forgotten)");
        }
    }

    private void requireEditable(String id) {
        if (configured.contains(id)) {
            throw new ApiException(409, "CONFIGURED", id + " comes from the configuration file and is changed there");
        }
    }
}
