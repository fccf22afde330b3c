// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.catalog;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object of an application inside an event, such as an action or a goal, whose fields the application alone knows. What
 * it holds is found by the path of names and indexes that leads there, dates deep inside it too (requirements S5-07).
 *
 * <p><b>Threads:</b> immutable. <b>Errors:</b> what is not there, or is of another kind, is an empty {@code Optional}.
 * <b>Limits:</b> the values are those of JSON: text, numbers, booleans, null, lists and maps.
 */
public final class Entity {

    private final Map<String, @Nullable Object> fields;

    private Entity(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    /**
     * {@return an entity with these fields, in their order}
     *
     * @param fields values as JSON has them, or anything that can be written as JSON
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Entity of(Map<String, ? extends @Nullable Object> fields) {
        return new Entity(Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull(fields, "fields"))));
    }

    /** {@return its fields, in their order} */
    @JsonValue
    public Map<String, @Nullable Object> fields() {
        return fields;
    }

    /**
     * {@return the text at a path}
     *
     * @param path names of fields, and indexes of lists from 0
     */
    public Optional<String> text(Object... path) {
        return at(path).filter(String.class::isInstance).map(String.class::cast);
    }

    /**
     * {@return the number at a path}
     *
     * @param path names of fields, and indexes of lists from 0
     */
    public Optional<Number> number(Object... path) {
        return at(path).filter(Number.class::isInstance).map(Number.class::cast);
    }

    /**
     * {@return the instant that stands at a path as ISO-8601 with an offset}
     *
     * @param path names of fields, and indexes of lists from 0
     */
    public Optional<Instant> instant(Object... path) {
        Optional<Object> value = at(path);
        if (value.isPresent() && value.get() instanceof Instant known) {
            return Optional.of(known);
        }
        return text(path).flatMap(Entity::parse);
    }

    private Optional<Object> at(Object... path) {
        Object value = fields;
        for (Object step : path) {
            value = inside(value, step);
        }
        return Optional.ofNullable(value);
    }

    private static @Nullable Object inside(@Nullable Object value, Object step) {
        if (value instanceof Map<?, ?> map) {
            return map.get(step);
        }
        if (value instanceof List<?> list && step instanceof Integer i && i >= 0 && i < list.size()) {
            return list.get(i);
        }
        return null;
    }

    private static Optional<Instant> parse(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Entity entity && fields.equals(entity.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "Entity" + Arrays.toString(fields.keySet().toArray());
    }
}
