// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.http;

import io.rillway.hub.port.HubException;
import io.rillway.server.auth.Identity;
import io.rillway.server.body.ApiException;
import io.rillway.server.body.Bodies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * How a stream is refused that the hub does not take. A browser never comes back after an error status, so that it is told
 * when to come back in a stream of its own; whoever shows a one-time credential gets it back, and comes with it again.
 */
final class Refusal {

    private static final Duration USUAL = Duration.ofSeconds(5);

    private final Backoff backoff;

    Refusal(Backoff backoff) {
        this.backoff = backoff;
    }

    /** Answers; {@code identity} is who asked. */
    void answer(HttpServletRequest request, HttpServletResponse response, Identity identity, HubException e)
            throws IOException {
        identity.giveBack().ifPresent(Runnable::run);
        boolean isFinal = status(e.reason()) < 429;
        if (!isFinal && identity.giveBack().isEmpty() && isBrowser(request)) {
            long millis = backoff.next(request.getRemoteAddr()).toMillis();
            response.getOutputStream().print("retry: " + millis + "\n\n");
            return;
        }
        response.reset();
        if (e.reason() == HubException.Reason.TOLD_TO_STOP) {
            response.setHeader("Cache-Control", "no-store");
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        Bodies.error(response, error(e, isFinal));
    }

    private static ApiException error(HubException e, boolean isFinal) {
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
