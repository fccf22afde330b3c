// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.body;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The bodies of answers, in JSON. */
public final class JsonAnswer {

    private static final int MOST_MESSAGE = 1000;

    private JsonAnswer() {}

    /** Answers with {@code {"data": ...}}. */
    public static void data(HttpServletResponse response, int status, Object data) throws IOException {
        plain(response, status, Map.of("data", data));
    }

    /** {@return what an error says: its code, its message and its details} */
    public static Map<String, Object> errorBody(ApiException e) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", e.code());
        error.put("message", clipped(String.valueOf(e.getMessage())));
        if (!e.details().isEmpty()) {
            error.put("details", e.details());
        }
        return error;
    }

    private static String clipped(String message) {
        return message.length() > MOST_MESSAGE ? message.substring(0, MOST_MESSAGE) + "..." : message;
    }

    /** Answers with {@code {"error": ...}}. */
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

    /** Answers with nothing around the body. */
    public static void plain(HttpServletResponse response, int status, Object body) throws IOException {
        byte[] bytes = Bodies.MAPPER.writeValueAsBytes(body);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
