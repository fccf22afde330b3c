// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.connect;

import io.rillway.client.model.StreamException;
import io.rillway.client.model.StreamException.Kind;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The head of an answer: a stream, a redirect, or a refusal. */
record Head(URI uri, int status, HttpHeaders headers) {

    private static final Set<String> COMPRESSIONS =
            Set.of("gzip", "x-gzip", "deflate", "compress", "x-compress", "br", "zstd", "dcb", "dcz");

    boolean isStream() {
        return status == 200 && isEventStream(contentType()) && coding().isEmpty();
    }

    /**
     * How the body is compressed, which nobody asked for. Other words are no coding; servers write {@code none} to keep proxies
     * from compressing.
     */
    private Optional<String> coding() {
        return headers.allValues("Content-Encoding").stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .filter(COMPRESSIONS::contains)
                .findFirst();
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

    /** Where a redirect leads; an empty reference, which would be the same address again, is taken for none. */
    URI location() {
        Optional<String> location = headers.firstValue("Location").filter(reference -> !reference.isBlank());
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
            return refusal(Kind.CONTENT_TYPE, notAStream());
        }
        return StreamException.answered(
                Kind.HTTP_STATUS, "status " + status, Origins.redacted(uri), status, retryAfter(now));
    }

    private String notAStream() {
        return isEventStream(contentType())
                ? "a compressed stream, which was not asked for: \"" + coding().orElse("") + "\""
                : "not an event stream: \"" + contentType() + "\"";
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
        return headers.firstValue("Retry-After").map(String::strip).flatMap(value -> RetryAfter.parse(value, now));
    }
}
