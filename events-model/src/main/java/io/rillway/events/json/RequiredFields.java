// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds fields that a record requires and a payload lacks: every component that is neither nullable nor optional. */
final class RequiredFields {

    private RequiredFields() {}

    static void check(Type type, JsonNode node, String path) {
        if (type instanceof Class<?> c && c.isRecord()) {
            requireObject(c, node, path);
            for (RecordComponent component : c.getRecordComponents()) {
                check(component, node, path + "." + name(component));
            }
        } else if (type instanceof ParameterizedType list && list.getRawType() == List.class && node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                check(list.getActualTypeArguments()[0], node.get(i), path + "[" + i + "]");
            }
        }
    }

    private static void check(RecordComponent component, JsonNode node, String path) {
        JsonNode value = node.path(name(component));
        if (!value.isMissingNode() && !value.isNull()) {
            check(component.getGenericType(), value, path);
        } else if (!mayBeAbsent(component)) {
            throw new MalformedEventException(
                    path, (value.isNull() ? "null" : "absent") + " (expected: " + simpleName(component) + ")", null);
        }
    }

    private static void requireObject(Class<?> type, JsonNode node, String path) {
        if (!node.isObject()) {
            String found = node.getNodeType().name().toLowerCase(Locale.ROOT);
            throw new MalformedEventException(
                    path, found + " (expected: an object, " + type.getSimpleName() + ")", null);
        }
    }

    private static boolean mayBeAbsent(RecordComponent component) {
        return component.getType() == Optional.class
                || component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                || Arrays.stream(component.getAccessor().getAnnotations())
                        .anyMatch(a -> a.annotationType().getSimpleName().equals("Nullable"));
    }

    private static String name(RecordComponent component) {
        JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        return property == null || property.value().isEmpty() ? component.getName() : property.value();
    }

    private static String simpleName(RecordComponent component) {
        return component.getType().getSimpleName();
    }
}
