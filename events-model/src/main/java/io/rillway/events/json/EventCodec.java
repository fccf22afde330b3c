// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rillway.events.EventType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

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
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .withCoercionConfigDefaults(
                    config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .addModule(JsonText.module())
            .build();

    /** A codec. */
    public EventCodec() {}

    /**
     * {@return the payload as JSON in UTF-8, on one line}
     *
     * @param data null, a record, a map, a list, a string, a number, a boolean or {@code Json}, which may stand
     *     inside a record, a map or a list as well
     * @throws MalformedEventException if it cannot be written, or holds {@code Json} that is not JSON
     */
    public byte[] encode(@Nullable Object data) {
        try {
            return json(data);
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
     * @throws MalformedEventException if it is not such a payload, null included
     */
    public <T> T decode(EventType<T> type, String json) {
        try {
            JsonNode tree = tree(json);
            RequiredFields.check(type.payload(), tree);
            return MAPPER.treeToValue(tree, type.payload());
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /**
     * {@return the payload of an event whose envelope is not known}; {@link Envelope#TYPED} is told by its two fields, and what
     * {@link Envelope#FLAT} adds is ignored
     *
     * @param type the event's type
     * @param json the body of the event
     * @param <T> the payload
     * @throws MalformedEventException if it is not such a payload, null included
     */
    public <T> T unwrap(EventType<T> type, String json) {
        try {
            JsonNode tree = tree(json);
            JsonNode payload = isTyped(type.name(), tree) ? tree.get("data") : tree;
            RequiredFields.check(type.payload(), payload);
            return MAPPER.treeToValue(payload, type.payload());
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    private static boolean isTyped(String type, JsonNode tree) {
        return tree.size() == 2
                && tree.has("data")
                && tree.path("type").isString()
                && tree.path("type").stringValue().equals(type);
    }

    /**
     * {@return the body of an event in an envelope, as UTF-8; the payload's bytes are taken over and not parsed again}
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
        Map<String, Object> lead = new LinkedHashMap<>();
        lead.put("event_type", type);
        lead.put("timestamp", at.getEpochSecond());
        return Members.merge(json(lead), data);
    }

    private static byte[] typed(String type, byte[] data) {
        return Members.append(json(Map.of("type", type)), "data", data);
    }

    private static byte[] json(@Nullable Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** Reads one JSON value; nothing at all, or more than one, is none. */
    static JsonNode tree(String json) {
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
