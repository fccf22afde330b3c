// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.http;

import io.rillway.hub.port.HubException;
import io.rillway.server.auth.Identity;
import io.rillway.server.body.ApiException;
import io.rillway.server.body.JsonAnswer;
import io.rillway.server.endpoint.Endpoint;
import io.rillway.server.endpoint.ErrorBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How an endpoint refuses, in the words of its clients. A browser never comes back after an error status, so that it is told
 * when to come back in a stream of its own; whoever shows a one-time credential gets it back, and comes with it again.
 */
final class Refusal {

    private static final Duration USUAL = Duration.ofSeconds(5);

    private final Endpoint endpoint;
    private final Backoff backoff;

    Refusal(Endpoint endpoint, Backoff backoff) {
        this.endpoint = endpoint;
        this.backoff = backoff;
    }

    /** {@return why a request is refused that shows no valid credential} */
    ApiException unknown(HttpServletRequest request) {
        if (endpoint.answers().errors() != ErrorBody.DETAIL || endpoint.takesHeaders()) {
            return ApiException.unauthorized();
        }
        List<String> parameters = endpoint.credentials().stream()
                .flatMap(source -> source.inQuery().stream())
                .toList();
        return parameters.stream()
                .filter(parameter -> request.getParameter(parameter) != null)
                .findFirst()
                .map(shown -> new ApiException(
                        401,
                        "UNAUTHORIZED",
                        "Invalid or expired " + (shown.startsWith("session") ? "session" : "token")))
                .orElseGet(() -> new ApiException(
                        422,
                        "VALIDATION_ERROR",
                        parameters.get(0) + ": missing (expected: one of " + String.join(", ", parameters) + ")"));
    }

    /** Answers with an error, in the endpoint's shape. */
    void error(HttpServletResponse response, ApiException e) throws IOException {
        switch (endpoint.answers().errors()) {
            case CANONICAL -> JsonAnswer.error(response, e);
            case DETAIL -> JsonAnswer.error(response, e, Map.of("detail", String.valueOf(e.getMessage())));
            case CODE -> JsonAnswer.error(response, e, Map.of("error", e.code().toLowerCase(Locale.ROOT)));
        }
    }

    /** Answers that the hub does not take a stream; {@code identity} is who asked. */
    void answer(HttpServletRequest request, HttpServletResponse response, Identity identity, HubException e)
            throws IOException {
        identity.giveBack().ifPresent(Runnable::run);
        boolean isFinal = status(e.reason()) < 429;
        if (!isFinal && identity.giveBack().isEmpty() && isBrowser(request)) {
            long millis = backoff.next(request.getRemoteAddr()).toMillis();
            response.getOutputStream().print("retry: " + millis + "\n\n");
            return;
        }
        forget(response);
        if (e.reason() == HubException.Reason.TOLD_TO_STOP) {
            response.setHeader("Cache-Control", "no-store");
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        error(response, exception(e, isFinal));
    }

    /** Takes back what was said of a stream; what the server says of every answer stays. */
    private static void forget(HttpServletResponse response) {
        response.setContentType(null);
        List.of("Cache-Control", "X-Accel-Buffering", "Rillway-Heartbeat")
                .forEach(name -> response.setHeader(name, null));
    }

    private static ApiException exception(HubException e, boolean isFinal) {
        String message = String.valueOf(e.getMessage());
        if (isFinal) {
            return new ApiException(status(e.reason()), e.reason().name(), message);
        }
        Duration wait = e.retryAfter().orElse(USUAL);
        return new ApiException(
                        status(e.reason()),
                        e.reason().name(),
                        message,
                        Map.of(
                                "retryAfterSeconds",
                                Math.max(1, wait.plusMillis(999).toSeconds())))
                .retryAfter(wait);
    }

    private static int status(HubException.Reason reason) {
        return switch (reason) {
            case TOLD_TO_STOP -> 204;
            case TOO_MANY_TOPICS -> 400;
            case TOO_MANY_OF_PRINCIPAL -> 429;
            case CLOSED, TOO_MANY_SUBSCRIBERS, CONNECT_RATE, LOG_FAILED -> 503;
        };
    }

    private static boolean isBrowser(HttpServletRequest request) {
        return request.getHeader("Sec-Fetch-Mode") != null
                && String.valueOf(request.getHeader("Accept")).contains("text/event-stream");
    }
}
