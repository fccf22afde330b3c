// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import io.rillway.client.StreamException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes connections: a request with the credentials of the moment, its redirects followed by a rule of our own (credentials
 * never go to another origin), its answer checked.
 */
final class Connector {

    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);
    private static final int MOST_REDIRECTS = 5;

    private final URI target;
    private final ClientOptions options;
    private final HttpClient http;
    private boolean toldOfUnsendableId;
    private volatile @Nullable CompletableFuture<?> waitedFor;
    private volatile boolean cancelled;

    Connector(URI target, ClientOptions options, HttpClient http) {
        this.target = target;
        this.options = options;
        this.http = http;
    }

    /** An open stream: its body, and the heartbeat that was announced. */
    record Open(BodyPipe body, Optional<Duration> heartbeat) {}

    Open connect(String lastEventId, BodyPipe body) throws InterruptedException {
        URI uri = withQuery(target);
        boolean ownOrigin = true;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpResponse<BodyPipe> response = send(request(uri, ownOrigin, lastEventId), body);
            Optional<String> location = location(response);
            if (location.isEmpty()) {
                return check(response, body);
            }
            URI next = uri.resolve(location.get());
            ownOrigin = ownOrigin && sameOrigin(uri, next);
            uri = next;
        }
        throw StreamException.of(Kind.REDIRECT, "more than " + MOST_REDIRECTS + " redirects", null);
    }

    private URI withQuery(URI uri) {
        String query = options.query().stream()
                .map(p -> encode(p.name()) + "=" + encode(p.value()))
                .collect(Collectors.joining("&"));
        if (query.isEmpty()) {
            return uri;
        }
        return URI.create(uri + (uri.getRawQuery() == null ? "?" : "&") + query);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest request(URI uri, boolean ownOrigin, String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).GET();
        request.setHeader("Accept", "text/event-stream");
        request.setHeader("Cache-Control", "no-store");
        options.headers().forEach(request::setHeader);
        if (ownOrigin) {
            options.credentials().get().forEach(request::setHeader);
        }
        if (isSendable(lastEventId)) {
            request.setHeader("Last-Event-ID", lastEventId);
        } else if (!lastEventId.isEmpty() && !toldOfUnsendableId) {
            toldOfUnsendableId = true;
            LOG.warn("The last event id has characters that cannot be sent; the stream is not resumed");
        }
        return request.build();
    }

    /** The JDK's client refuses anything else in a header. */
    private static boolean isSendable(String id) {
        return !id.isEmpty()
                && id.chars().allMatch(c -> c >= 0x20 && c < 0x7F)
                && id.strip().equals(id);
    }

    private HttpResponse<BodyPipe> send(HttpRequest request, BodyPipe body) throws InterruptedException {
        CompletableFuture<HttpResponse<BodyPipe>> answer =
                http.sendAsync(request, head -> isStream(head) ? body : BodySubscribers.replacing(body));
        waitedFor = answer;
        if (cancelled) {
            answer.cancel(true);
        }
        try {
            return answer.get(options.headersTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw StreamException.of(Kind.HEADERS_TIMEOUT, "no answer within " + options.headersTimeout(), e);
        } catch (CancellationException e) {
            throw StreamException.of(Kind.IO, "the client was closed", e);
        } catch (ExecutionException e) {
            throw broken(e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    /** Ends a wait for an answer, and makes no further connection. Any thread. */
    void cancel() {
        cancelled = true;
        CompletableFuture<?> answer = waitedFor;
        if (answer != null) {
            answer.cancel(true);
        }
    }

    private static StreamException broken(@Nullable Throwable cause) {
        boolean connect = cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
        if (cause instanceof IOException) {
            return StreamException.of(connect ? Kind.CONNECT : Kind.IO, reason(cause), cause);
        }
        return StreamException.of(Kind.IO, "the request failed: " + cause, cause);
    }

    private static String reason(Throwable cause) {
        return cause instanceof ConnectException
                ? "connection refused"
                : cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static boolean isStream(HttpResponse.ResponseInfo head) {
        return head.statusCode() == 200
                && head.headers()
                        .firstValue("Content-Type")
                        .filter(Connector::isEventStream)
                        .isPresent();
    }

    private static boolean isEventStream(String type) {
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().equalsIgnoreCase("text/event-stream");
    }

    private static Optional<String> location(HttpResponse<?> response) {
        boolean redirect = switch (response.statusCode()) {
            case 301, 302, 307, 308 -> true;
            default -> false;
        };
        if (!redirect) {
            return Optional.empty();
        }
        return Optional.of(response.headers()
                .firstValue("Location")
                .orElseThrow(() -> StreamException.of(Kind.REDIRECT, "a redirect that leads nowhere", null)));
    }

    private static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && one.getPort() == other.getPort();
    }

    private static Open check(HttpResponse<BodyPipe> response, BodyPipe body) {
        int status = response.statusCode();
        if (status == 204) {
            throw new StreamException(Kind.SERVER_STOP, "the server said to stop", 204, Optional.empty(), null);
        }
        if (status != 200) {
            throw new StreamException(Kind.HTTP_STATUS, "status " + status, status, retryAfter(response), null);
        }
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (!isEventStream(type)) {
            throw new StreamException(
                    Kind.CONTENT_TYPE, "not an event stream: \"" + type + "\"", 200, Optional.empty(), null);
        }
        return new Open(body, heartbeat(response.headers().map()));
    }

    private static Optional<Duration> heartbeat(Map<String, List<String>> headers) {
        return headers.getOrDefault("rillway-heartbeat", List.of()).stream()
                .filter(value -> value.matches("[1-9]\\d{0,5}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .findFirst();
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").flatMap(Connector::retryAfter);
    }

    private static Optional<Duration> retryAfter(String value) {
        if (value.matches("\\d{1,6}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(Instant.now(), until)).filter(wait -> !wait.isNegative());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
