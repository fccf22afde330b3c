// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads a YAML file as maps, lists and texts. A scalar stays the text that was written, so that {@code 1.10} in a command
 * does not become 1.1; what it has to be is for its reader to say. Aliases are refused, because they would be read as the
 * name of their anchor.
 */
final class Yaml {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Path file;

    private Yaml(Path file) {
        this.file = file;
    }

    static ObjectNode read(Path file) {
        return new Yaml(file).read();
    }

    private ObjectNode read() {
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (YAMLParser parser = (YAMLParser) mapper.createParser(text())) {
            return document(parser);
        } catch (JacksonException e) {
            String line =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw refuse(line + firstLine(e.getOriginalMessage()), e);
        }
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw refuse("not UTF-8 (expected: YAML in UTF-8)", e);
        } catch (IOException e) {
            throw refuse(Files.exists(file) ? "cannot be read: " + e.getMessage() : "no such file", e);
        }
    }

    private ObjectNode document(YAMLParser parser) {
        JsonToken first = parser.nextToken();
        if (first == null || (first == JsonToken.VALUE_NULL && parser.nextToken() == null)) {
            return NODES.objectNode();
        }
        if (!(value(parser) instanceof ObjectNode map)) {
            throw refuse("not a map (expected: keys such as server and resources)", null);
        }
        if (parser.nextToken() != null) {
            throw refuse(line(parser) + "a second document (expected: one)", null);
        }
        return map;
    }

    private JsonNode value(YAMLParser parser) {
        if (parser.isCurrentAlias()) {
            throw refuse(line(parser) + "*" + parser.getString() + " (expected: a value; aliases are not read)", null);
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> map(parser);
            case START_ARRAY -> list(parser);
            case VALUE_NULL -> NODES.nullNode();
            default -> NODES.stringNode(parser.getString());
        };
    }

    private JsonNode map(YAMLParser parser) {
        ObjectNode map = NODES.objectNode();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            map.set(key, value(parser));
        }
        return map;
    }

    private JsonNode list(YAMLParser parser) {
        var list = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser));
        }
        return list;
    }

    private static String line(JsonParser parser) {
        return "line " + parser.currentTokenLocation().getLineNr() + ": ";
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("malformed YAML");
    }

    private ConfigException refuse(String reason, @Nullable Throwable cause) {
        return new ConfigException(file, "", reason, cause);
    }
}
