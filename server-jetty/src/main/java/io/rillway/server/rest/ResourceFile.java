// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import io.rillway.server.body.Bodies;
import io.rillway.server.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The file of the resources that were made over the API; without a data folder there is none. A change is first written
 * beside it, so that what cannot be written is not done either, and then put in its place at once.
 */
final class ResourceFile {

    private static final String NAME = "resources.json";

    private final Optional<Path> file;

    ResourceFile(Optional<Path> folder) {
        this.file = folder.map(path -> path.resolve(NAME));
    }

    /** {@return where it stands, or would} */
    Path path() {
        return file.orElse(Path.of(NAME));
    }

    List<JsonNode> read() {
        if (file.isEmpty() || !Files.exists(path())) {
            return List.of();
        }
        try {
            JsonNode list = Bodies.MAPPER.readTree(Files.readString(path()));
            if (!list.isArray()) {
                throw new ConfigException(path(), "", "not a list (expected: a list of resources)", null);
            }
            List<JsonNode> resources = new ArrayList<>();
            list.forEach(resources::add);
            return resources;
        } catch (JacksonException e) {
            throw new ConfigException(path(), "", "not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ConfigException(path(), "", "cannot be read: " + e.getMessage(), e);
        }
    }

    void prepare(Collection<JsonNode> resources) {
        if (file.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(path().getParent());
            Files.writeString(
                    fresh(), Bodies.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(resources));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void commit() {
        if (file.isEmpty()) {
            return;
        }
        try {
            Files.move(fresh(), path(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path fresh() {
        return path().resolveSibling(NAME + ".new");
    }
}
