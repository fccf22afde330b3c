// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The bodies of requests: JSON in UTF-8, strictly read, up to a length. */
public final class Bodies {

    private static final Pattern BEGINNING = Pattern.compile(" \\(start marker at \\[Source:.*]\\)");

    /** What reads bodies, and writes answers. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(old -> old.withValueInclusion(JsonInclude.Include.NON_NULL))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Bodies() {}

    /** {@return the whole body as text} */
    public static String text(HttpServletRequest request, int most) throws IOException {
        return text(ByteBuffer.wrap(bytes(request, most)), "body");
    }

    private static String text(ByteBuffer bytes, String what) {
        try {
            return UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw ApiException.invalid(what + ": not UTF-8 (expected: JSON in UTF-8)");
        }
    }

    /** {@return the lines of the body in which something stands, unread} */
    public static List<ByteBuffer> lines(HttpServletRequest request, int most) throws IOException {
        return Lines.of(bytes(request, most));
    }

    private static byte[] bytes(HttpServletRequest request, int most) throws IOException {
        byte[] body = request.getContentLengthLong() > most ? new byte[0] : read(request, most + 1);
        if (body.length > most || request.getContentLengthLong() > most) {
            throw new ApiException(413, "PAYLOAD_TOO_LARGE", "body: more than " + most + " bytes");
        }
        return body;
    }

    private static byte[] read(HttpServletRequest request, int most) throws IOException {
        try {
            return request.getInputStream().readNBytes(most);
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new ApiException(408, "REQUEST_TIMEOUT", "body: took too long to arrive");
            }
            throw e;
        }
    }

    /** {@return what bytes, which are read up, say in JSON}; {@code what} is what people call them. */
    public static JsonNode json(ByteBuffer bytes, String what) {
        return json(text(bytes, what), what);
    }

    /** {@return what a text says in JSON}; {@code what} is what people call it. */
    public static JsonNode json(String text, String what) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (tree.isMissingNode()) {
                throw ApiException.invalid(what + ": empty (expected: JSON)");
            }
            return tree;
        } catch (JacksonException e) {
            throw ApiException.invalid(what + ": not JSON: " + reason(e));
        }
    }

    /** {@return why a text is not JSON; Jackson adds where the piece began only to say that it does not say so} */
    private static String reason(JacksonException trouble) {
        return BEGINNING.matcher(String.valueOf(trouble.getOriginalMessage())).replaceFirst("");
    }

    /** {@return the object in a body, which has no other fields than these} */
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

    /** {@return the same, which is an object and has no other fields than these}; {@code what} is what people call it. */
    public static JsonNode object(JsonNode body, String what, List<String> fields) {
        String expected = fields.isEmpty() ? "none" : String.join(", ", fields);
        if (!body.isObject()) {
            throw ApiException.invalid(what + ": not an object (expected: " + expected + ")");
        }
        for (String name : body.propertyNames()) {
            if (!fields.contains(name)) {
                throw ApiException.invalid(Fields.clipped(name) + ": unknown field (expected: " + expected + ")");
            }
        }
        return body;
    }
}
