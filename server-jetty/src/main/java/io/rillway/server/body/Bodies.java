// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bodies of requests and answers: JSON, strictly read and plainly written. */
public final class Bodies {

    public static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(old -> old.withValueInclusion(JsonInclude.Include.NON_NULL))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Bodies() {}

    public static byte[] bytes(HttpServletRequest request, int most) throws IOException {
        byte[] body = request.getInputStream().readNBytes(most + 1);
        if (body.length > most) {
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
        JsonNode body = json(new String(bytes(request, most), UTF_8), "body");
        return object(body, "body", fields);
    }

    public static JsonNode object(JsonNode body, String what, List<String> fields) {
        if (!body.isObject()) {
            throw ApiException.invalid(what + ": not an object (expected: " + String.join(", ", fields) + ")");
        }
        for (String name : body.propertyNames()) {
            if (!fields.contains(name)) {
                throw ApiException.invalid(name + ": unknown field (expected: " + String.join(", ", fields) + ")");
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
            throw ApiException.invalid(field + ": " + value + " (expected: a text)");
        }
        return Optional.of(value.asString());
    }

    public static void data(HttpServletResponse response, int status, Object data) throws IOException {
        plain(response, status, Map.of("data", data));
    }

    public static void error(HttpServletResponse response, ApiException e) throws IOException {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", e.code());
        error.put("message", String.valueOf(e.getMessage()));
        if (!e.details().isEmpty()) {
            error.put("details", e.details());
        }
        plain(response, e.status(), Map.of("error", error));
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
