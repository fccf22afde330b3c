// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.connect;

import io.rillway.client.model.StreamException;
import io.rillway.client.model.StreamException.Kind;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The head of an answer: a stream, a redirect, or a refusal. */
record Head(URI uri, int status, HttpHeaders headers) {

    private static final int LONGEST_DIGITS = 9;

    /** What stands for a wait of more digits. */
    private static final Duration LONGEST = Duration.ofSeconds(999_999_999);

    boolean isStream() {
        return status == 200 && isEventStream(contentType());
    }

    /** The last one that says something counts where there are several, as the Fetch standard has it. */
    private String contentType() {
        String types = String.join(",", headers.allValues("Content-Type"));
        String last = "";
        boolean quoted = false;
        int from = 0;
        for (int at = 0; at <= types.length(); at++) {
            char c = at < types.length() ? types.charAt(at) : ',';
            if (quoted && c == '\\') {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (at >= types.length() || (c == ',' && !quoted)) {
                String type =
                        types.substring(from, Math.min(at, types.length())).strip();
                last = type.contains("/") && !type.startsWith("*/*") ? type : last;
                from = at + 1;
            }
        }
        return last;
    }

    private static boolean isEventStream(String type) {
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().equalsIgnoreCase("text/event-stream");
    }

    boolean isRedirect() {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    /** Where a redirect leads. */
    URI location() {
        Optional<String> location = headers.firstValue("Location");
        try {
            return location.map(reference -> Origins.resolve(uri, reference))
                    .filter(Origins::isHttp)
                    .orElseThrow(() -> refusal(Kind.REDIRECT, "a redirect that leads nowhere"));
        } catch (IllegalArgumentException e) {
            throw refusal(Kind.REDIRECT, "a redirect to something that is no address");
        }
    }

    /** Why an answer that is neither a stream nor a redirect carries no stream. */
    StreamException refusal(Instant now) {
        if (status == 204) {
            return refusal(Kind.SERVER_STOP, "the server said to stop");
        }
        if (status == 200) {
            return refusal(Kind.CONTENT_TYPE, "not an event stream: \"" + contentType() + "\"");
        }
        return StreamException.answered(
                Kind.HTTP_STATUS, "status " + status, Origins.redacted(uri), status, retryAfter(now));
    }

    StreamException refusal(Kind kind, String message) {
        return StreamException.answered(kind, message, Origins.redacted(uri), status, Optional.empty());
    }

    /** The time between two signs of life, if the server announces it. */
    Optional<Duration> heartbeat() {
        return headers.firstValue("Rillway-Heartbeat")
                .filter(value -> value.matches("[1-9]\\d{0,5}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    private Optional<Duration> retryAfter(Instant now) {
        return headers.firstValue("Retry-After").map(String::strip).flatMap(value -> retryAfter(value, now));
    }

    private static Optional<Duration> retryAfter(String value, Instant now) {
        if (value.matches("\\d+")) {
            String seconds = value.replaceFirst("^0+(?=\\d)", "");
            return Optional.of(
                    seconds.length() > LONGEST_DIGITS ? LONGEST : Duration.ofSeconds(Long.parseLong(seconds)));
        }
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, until)).filter(wait -> !wait.isNegative());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
