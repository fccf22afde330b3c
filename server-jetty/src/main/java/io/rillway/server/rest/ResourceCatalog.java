// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import io.rillway.cascade.CascadeEngine;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.server.body.ApiException;
import io.rillway.server.body.Bodies;
import io.rillway.server.config.ConfigException;
import io.rillway.server.config.ResourceReader;
import io.rillway.server.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Which resources there are, and where each comes from: those of the configuration file are read-only, those made over the
 * API are kept in the data folder as they were given.
 *
 * <p><b>Threads:</b> any; changes are one at a time.
 */
public final class ResourceCatalog {

    private static final String FILE = "resources.json";

    private final Optional<Path> file;
    private final ResourceReader reader;
    private final boolean allowCommands;
    private final Set<String> configured;

    // Guarded by this.
    private final Map<String, JsonNode> made = new LinkedHashMap<>();

    /**
     * A catalog with what the data folder kept.
     *
     * @param config the configuration
     * @throws ConfigException if a kept resource has the id of a configured one, or cannot be read
     */
    public ResourceCatalog(ServerConfig config) {
        this.file = config.data().map(folder -> folder.resolve(FILE));
        this.reader = new ResourceReader(
                config.data().orElse(Path.of("")), config.cascades().stepTimeout());
        this.allowCommands = config.cascades().allowRemoteCommands();
        this.configured = config.resources().stream().map(Resource::id).collect(Collectors.toUnmodifiableSet());
        load(config);
    }

    private void load(ServerConfig config) {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return;
        }
        try {
            for (JsonNode body : Bodies.MAPPER.readTree(Files.readString(file.get()))) {
                String id = reader.read(body.toString()).id();
                if (configured.contains(id)) {
                    throw new ConfigException(
                            config.file(), "resources", id + ": also made over the API, in " + file.get(), null);
                }
                made.put(id, body);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * {@return the graph of the configured and the kept resources}
     *
     * @param config the configuration
     */
    public synchronized ResourceGraph graph(ServerConfig config) {
        List<Resource> all = new ArrayList<>(config.resources());
        made.values().forEach(body -> all.add(reader.read(body.toString())));
        return ResourceGraph.of(all);
    }

    boolean isConfigured(String id) {
        return configured.contains(id);
    }

    /** Adds a resource, or puts it in the place of the one with its id. */
    synchronized void put(CascadeEngine engine, JsonNode body, boolean mayReplace) {
        Resource resource = reader.read(body.toString());
        requireEditable(resource.id());
        if (!mayReplace && engine.graph().find(resource.id()).isPresent()) {
            throw new ApiException(409, "RESOURCE_DUPLICATE", "id: \"" + resource.id() + "\" exists already");
        }
        if (!allowCommands && ResourceReader.runsCommands(body.toString())) {
            throw ApiException.forbidden(
                    "connector: processes and commands come from the configuration file alone unless it has"
                            + " cascades.allowRemoteCommands: true");
        }
        engine.edit(graph -> graph.with(resource));
        made.put(resource.id(), body);
        save();
    }

    synchronized void remove(CascadeEngine engine, String id) {
        requireEditable(id);
        engine.edit(graph -> graph.without(id));
        made.remove(id);
        save();
    }

    /** {@return a resource made over the API, as it was given} */
    synchronized JsonNode made(String id) {
        requireEditable(id);
        JsonNode body = made.get(id);
        if (body == null) {
            throw ApiException.notFound("no resource " + id);
        }
        return body.deepCopy();
    }

    private void requireEditable(String id) {
        if (configured.contains(id)) {
            throw new ApiException(409, "CONFIGURED", id + " comes from the configuration file and is changed there");
        }
    }

    private void save() {
        if (file.isEmpty()) {
            return;
        }
        try {
            Path target = file.get();
            Files.createDirectories(target.getParent());
            Path fresh = target.resolveSibling(FILE + ".new");
            Files.writeString(
                    fresh, Bodies.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(made.values()));
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
