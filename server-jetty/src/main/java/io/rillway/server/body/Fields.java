// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.body;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The fields of an object in a request; one that is not what it must be is refused by its name. */
public final class Fields {

    private static final int MOST_SHOWN = 100;

    private Fields() {}

    /** {@return a text that has to be there} */
    public static String text(JsonNode body, String field) {
        return optionalText(body, field)
                .orElseThrow(() -> ApiException.invalid(field + ": missing (expected: a text)"));
    }

    /** {@return a text, if it is there} */
    public static Optional<String> optionalText(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw ApiException.invalid(field + ": " + shown(value) + " (expected: a text)");
        }
        if (value.asString().codePoints().anyMatch(Fields::isSurrogate)) {
            throw ApiException.invalid(field + ": half a character (expected: a text)");
        }
        return Optional.of(value.asString());
    }

    /** {@return what a text chooses, if it is there} */
    public static <E> Optional<E> choice(JsonNode body, String field, Map<String, E> choices) {
        return optionalText(body, field).map(value -> {
            E chosen = choices.get(value);
            if (chosen == null) {
                throw ApiException.invalid(field + ": " + shown(body.path(field)) + " (expected: one of "
                        + String.join(", ", choices.keySet().stream().sorted().toList()) + ")");
            }
            return chosen;
        });
    }

    /** {@return true or false, if it is there} */
    public static Optional<Boolean> flag(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            throw ApiException.invalid(field + ": " + shown(value) + " (expected: true or false)");
        }
        return Optional.of(value.asBoolean());
    }

    /** {@return a duration, if it is there} */
    public static Optional<Duration> duration(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        return Optional.of(Optional.of(value)
                .filter(JsonNode::isString)
                .flatMap(text -> DurationText.read(text.asString()))
                .orElseThrow(() -> ApiException.invalid(
                        field + ": " + shown(value) + " (expected: a duration such as 500ms, 30s, 5m or 24h)")));
    }

    private static boolean isSurrogate(int character) {
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }

    /** {@return a value for a message, which need not be as long as the body} */
    public static String shown(JsonNode value) {
        return clipped(value.toString());
    }

    /** {@return a text for a message, which need not be as long as what came} */
    public static String clipped(String text) {
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    }
}
