// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rillway.events.Json;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Finds values that a payload's class requires and the payload lacks: every component of a record, in lists, maps,
 * arrays and optionals too, that is neither nullable nor optional.
 */
final class RequiredFields {

    private RequiredFields() {}

    static void check(Class<?> payload, JsonNode node) {
        require(!node.isNull() || payload == Json.class, "$", node, payload);
        checkClass(payload, node, "$");
    }

    private static void checkClass(Class<?> type, JsonNode node, String path) {
        if (!type.isRecord() || type == Json.class) {
            return;
        }
        if (!node.isObject()) {
            String found = node.getNodeType().name().toLowerCase(Locale.ROOT);
            throw new MalformedEventException(
                    path, found + " (expected: an object, " + type.getSimpleName() + ")", null);
        }
        for (RecordComponent component : type.getRecordComponents()) {
            String name = name(component);
            JsonNode value = node.path(name);
            boolean absent = value.isMissingNode() || value.isNull();
            if (!absent || !isNullable(component.getAccessor())) {
                check(component.getAnnotatedType(), value, path + "." + name);
            }
        }
    }

    private static void check(AnnotatedType type, JsonNode node, String path) {
        if (node.isMissingNode() || node.isNull()) {
            require(mayBeAbsent(type, node), path, node, raw(type));
        } else if (type instanceof AnnotatedParameterizedType generic) {
            checkArguments(generic, node, path);
        } else if (type instanceof AnnotatedArrayType array && node.isArray()) {
            checkElements(array.getAnnotatedGenericComponentType(), node, path);
        } else {
            checkClass(raw(type), node, path);
        }
    }

    private static void checkArguments(AnnotatedParameterizedType type, JsonNode node, String path) {
        AnnotatedType[] arguments = type.getAnnotatedActualTypeArguments();
        Class<?> raw = raw(type);
        if (Collection.class.isAssignableFrom(raw) && node.isArray()) {
            checkElements(arguments[0], node, path);
        } else if (Map.class.isAssignableFrom(raw) && node.isObject() && arguments.length == 2) {
            node.properties().forEach(e -> checkInner(arguments[1], e.getValue(), path + "." + e.getKey()));
        } else if (raw == Optional.class) {
            check(arguments[0], node, path);
        } else {
            checkClass(raw, node, path);
        }
    }

    private static void checkElements(AnnotatedType element, JsonNode array, String path) {
        for (int i = 0; i < array.size(); i++) {
            checkInner(element, array.get(i), path + "[" + i + "]");
        }
    }

    /** Of an inner value that may be anything, null is a value as well. */
    private static void checkInner(AnnotatedType type, JsonNode node, String path) {
        if (raw(type) != Object.class) {
            check(type, node, path);
        }
    }

    private static void require(boolean fulfilled, String path, JsonNode node, Class<?> type) {
        if (!fulfilled) {
            String found = node.isNull() ? "null" : "absent";
            throw new MalformedEventException(path, found + " (expected: " + type.getSimpleName() + ")", null);
        }
    }

    private static boolean mayBeAbsent(AnnotatedType type, JsonNode node) {
        Class<?> raw = raw(type);
        return isNullable(type) || raw == Optional.class || (raw == Json.class && node.isNull());
    }

    /** Any annotation of that name counts, for applications have their own. */
    private static boolean isNullable(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(a -> a.annotationType().getSimpleName().equals("Nullable"));
    }

    /** {@return the class of a type; {@code Object} for a variable or a wildcard, of which nothing is known} */
    private static Class<?> raw(AnnotatedType type) {
        Type plain = type.getType();
        if (plain instanceof ParameterizedType generic) {
            plain = generic.getRawType();
        }
        return plain instanceof Class<?> known ? known : Object.class;
    }

    /** Looks at the field, which has the component's annotations even where the accessor is written out. */
    private static String name(RecordComponent component) {
        return Arrays.stream(component.getDeclaringRecord().getDeclaredFields())
                .filter(field -> field.getName().equals(component.getName()))
                .map(field -> field.getAnnotation(JsonProperty.class))
                .filter(property -> property != null && !property.value().isEmpty())
                .map(JsonProperty::value)
                .findFirst()
                .orElse(component.getName());
    }
}
