// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The bodies of requests and answers: JSON, strictly read and plainly written. */
public final class Bodies {

    public static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(old -> old.withValueInclusion(JsonInclude.Include.NON_NULL))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final int MOST_SHOWN = 100;
    private static final int MOST_MESSAGE = 1000;

    private Bodies() {}

    /** {@return the whole body as text} */
    public static String text(HttpServletRequest request, int most) throws IOException {
        byte[] bytes = bytes(request, most);
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw ApiException.invalid("body: not UTF-8 (expected: JSON in UTF-8)");
        }
    }

    private static byte[] bytes(HttpServletRequest request, int most) throws IOException {
        byte[] body = request.getContentLengthLong() > most
                ? new byte[0]
                : request.getInputStream().readNBytes(most + 1);
        if (body.length > most || request.getContentLengthLong() > most) {
            throw new ApiException(413, "PAYLOAD_TOO_LARGE", "body: more than " + most + " bytes");
        }
        return body;
    }

    public static JsonNode json(String text, String what) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (tree.isMissingNode()) {
                throw ApiException.invalid(what + ": empty (expected: JSON)");
            }
            return tree;
        } catch (JacksonException e) {
            throw ApiException.invalid(what + ": not JSON: " + e.getOriginalMessage());
        }
    }

    public static JsonNode object(HttpServletRequest request, int most, List<String> fields) throws IOException {
        JsonNode body = json(text(request, most), "body");
        return object(body, "body", fields);
    }

    /** {@return the object in a body, or an empty one where there is no body} */
    public static JsonNode optionalObject(HttpServletRequest request, int most, List<String> fields)
            throws IOException {
        String text = text(request, most);
        return text.isBlank() ? MAPPER.createObjectNode() : object(json(text, "body"), "body", fields);
    }

    public static JsonNode object(JsonNode body, String what, List<String> fields) {
        String expected = fields.isEmpty() ? "none" : String.join(", ", fields);
        if (!body.isObject()) {
            throw ApiException.invalid(what + ": not an object (expected: " + expected + ")");
        }
        for (String name : body.propertyNames()) {
            if (!fields.contains(name)) {
                throw ApiException.invalid(clipped(name, MOST_SHOWN) + ": unknown field (expected: " + expected + ")");
            }
        }
        return body;
    }

    public static String text(JsonNode body, String field) {
        return optionalText(body, field)
                .orElseThrow(() -> ApiException.invalid(field + ": missing (expected: a text)"));
    }

    public static Optional<String> optionalText(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw ApiException.invalid(field + ": " + shown(value) + " (expected: a text)");
        }
        if (value.asString().codePoints().anyMatch(Bodies::isSurrogate)) {
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
        return clipped(value.toString(), MOST_SHOWN);
    }

    private static String clipped(String text, int most) {
        return text.length() > most ? text.substring(0, most) + "..." : text;
    }

    public static void data(HttpServletResponse response, int status, Object data) throws IOException {
        plain(response, status, Map.of("data", data));
    }

    /** {@return what an error says: its code, its message and its details} */
    public static Map<String, Object> errorBody(ApiException e) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", e.code());
        error.put("message", clipped(String.valueOf(e.getMessage()), MOST_MESSAGE));
        if (!e.details().isEmpty()) {
            error.put("details", e.details());
        }
        return error;
    }

    public static void error(HttpServletResponse response, ApiException e) throws IOException {
        error(response, e, Map.of("error", errorBody(e)));
    }

    /** Answers with an error whose body is somebody's own. */
    public static void error(HttpServletResponse response, ApiException e, Map<String, ?> body) throws IOException {
        if (e.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        e.retryAfter().ifPresent(time -> response.setHeader("Retry-After", Long.toString(seconds(time))));
        plain(response, e.status(), body);
    }

    /** Rounded up: who comes too early is refused again. */
    private static long seconds(Duration time) {
        return Math.max(1, time.plusNanos(999_999_999).toSeconds());
    }

    public static void plain(HttpServletResponse response, int status, Object body) throws IOException {
        byte[] bytes = MAPPER.writeValueAsBytes(body);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
