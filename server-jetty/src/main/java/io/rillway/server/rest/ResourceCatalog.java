// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import io.rillway.cascade.CascadeEngine;
import io.rillway.cascade.model.GraphException;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.ResourceStatus;
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
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    private Map<String, JsonNode> made = Map.of();

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
        Map<String, JsonNode> kept = new LinkedHashMap<>();
        for (JsonNode body : file.read()) {
            String place = "[" + kept.size() + "]";
            Resource resource = reader.read(file.path(), place, body.toString());
            requireAllowed(config, place, resource, body);
            kept.put(resource.id(), body);
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

    /** Adds a resource, or puts it in the place of the one with its id. */
    synchronized void put(CascadeEngine engine, JsonNode body, boolean mayReplace) {
        Resource resource = reader.read(body.toString());
        String id = resource.id();
        requireEditable(id);
        if (!mayReplace && engine.graph().find(id).isPresent()) {
            throw new ApiException(409, "RESOURCE_DUPLICATE", "id: \"" + id + "\" exists already");
        }
        if (!allowCommands && ResourceReader.runsCommands(body.toString())) {
            throw ApiException.forbidden(ONLY_IN_FILE);
        }
        if (isProcess(made.get(id)) && !isProcess(body)) {
            requireStopped(engine, id);
        }
        Map<String, JsonNode> next = new LinkedHashMap<>(made);
        next.put(id, body);
        change(engine, next, graph -> graph.with(resource));
    }

    /** Changes the body of a resource that was made over the API. */
    synchronized void change(CascadeEngine engine, String id, UnaryOperator<ObjectNode> change) {
        requireEditable(id);
        if (!(made.get(id) instanceof ObjectNode body)) {
            throw ApiException.notFound("no resource " + id);
        }
        put(engine, change.apply(body.deepCopy()), true);
    }

    synchronized void remove(CascadeEngine engine, String id) {
        requireEditable(id);
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
        if (isProcess(made.get(id))) {
            requireStopped(engine, id);
        }
        Map<String, JsonNode> next = new LinkedHashMap<>(made);
        next.remove(id);
        change(engine, next, before -> before.without(id));
    }

    private void change(CascadeEngine engine, Map<String, JsonNode> next, UnaryOperator<ResourceGraph> edit) {
        file.prepare(next.values());
        engine.edit(edit);
        made = next;
        file.commit();
    }

    private static boolean isProcess(@Nullable JsonNode body) {
        return body != null && body.path("connector").path("type").asString("").equals("process");
    }

    /** A child that nothing knows any more would outlive the server. */
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
