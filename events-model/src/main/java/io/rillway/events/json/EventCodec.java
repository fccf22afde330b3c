// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rillway.events.EventType;
import io.rillway.events.Json;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns payloads into JSON and back, and puts them into the envelope that an endpoint asks for.
 *
 * <p>{@code Instant} is written as ISO-8601; absent values of records are left out; unknown fields are ignored when
 * reading, and a missing field that a record requires is an error.
 *
 * <p><b>Threads:</b> immutable. <b>Errors:</b> {@link MalformedEventException} with the path in the payload.
 */
public final class EventCodec {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(old -> old.withValueInclusion(JsonInclude.Include.NON_NULL))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Reads and writes again what {@link #MAPPER} has written, which is within its limits, and must not fail on the way. */
    private static final JsonMapper UNLIMITED = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Integer.MAX_VALUE)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** A codec. */
    public EventCodec() {}

    /**
     * {@return the payload as JSON in UTF-8, on one line}
     *
     * @param data null, a record, a map, a list, a string, a number, a boolean or {@code Json}
     * @throws MalformedEventException if it cannot be written, or is {@code Json} that is not JSON
     */
    public byte[] encode(@Nullable Object data) {
        try {
            return MAPPER.writeValueAsBytes(data instanceof Json json ? tree(json.text()) : data);
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /**
     * {@return the payload of an event}
     *
     * @param type the event's type
     * @param json the body of the event in the {@link Envelope#RAW} form
     * @param <T> the payload
     * @throws MalformedEventException if it is not such a payload
     */
    public <T> T decode(EventType<T> type, String json) {
        try {
            JsonNode tree = tree(json);
            RequiredFields.check(type.payload(), tree, "$");
            return MAPPER.treeToValue(tree, type.payload());
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /**
     * {@return the body of an event in an envelope, as UTF-8}
     *
     * @param envelope the shape of the body
     * @param type the event's type
     * @param at when the event was published
     * @param data the payload as {@link #encode} wrote it
     */
    public byte[] wrap(Envelope envelope, String type, Instant at, byte[] data) {
        return switch (envelope) {
            case RAW -> data;
            case FLAT -> flat(type, at, data);
            case TYPED -> typed(type, data);
        };
    }

    private static byte[] flat(String type, Instant at, byte[] data) {
        ObjectNode body = UNLIMITED.createObjectNode().put("event_type", type).put("timestamp", at.getEpochSecond());
        JsonNode payload = UNLIMITED.readTree(data);
        if (payload.isObject()) {
            payload.properties().stream()
                    .filter(field -> !body.has(field.getKey()))
                    .forEach(field -> body.set(field.getKey(), field.getValue()));
        } else {
            body.set("data", payload);
        }
        return UNLIMITED.writeValueAsBytes(body);
    }

    private static byte[] typed(String type, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + type.length() + 24);
        out.writeBytes("{\"type\":".getBytes(UTF_8));
        out.writeBytes(MAPPER.writeValueAsBytes(type));
        out.writeBytes(",\"data\":".getBytes(UTF_8));
        out.writeBytes(data);
        out.write('}');
        return out.toByteArray();
    }

    private static JsonNode tree(String json) {
        JsonNode tree = MAPPER.readTree(json);
        if (tree.isMissingNode()) {
            throw new MalformedEventException("$", "nothing (expected: a JSON value)", null);
        }
        return tree;
    }

    private static MalformedEventException malformed(JacksonException e) {
        StringBuilder path = new StringBuilder("$");
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() != null) {
                path.append('.').append(step.getPropertyName());
            } else {
                path.append('[').append(step.getIndex()).append(']');
            }
        }
        return new MalformedEventException(path.toString(), e.getOriginalMessage(), e);
    }
}
