// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import io.rillway.events.Event;
import io.rillway.events.EventSink;
import io.rillway.events.Topic;
import io.rillway.events.json.MalformedEventException;
import io.rillway.hub.port.HubException;
import io.rillway.server.auth.Authenticator;
import io.rillway.server.auth.Principal;
import io.rillway.server.body.ApiException;
import io.rillway.server.body.Bodies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Publishes an event, or a batch in which a bad one does not spoil the others. */
public final class PublishServlet extends ApiServlet {

    private static final long serialVersionUID = 1L;
    private static final int MOST_BYTES = 8 << 20;
    private static final int MOST_EVENTS = 10_000;

    private final transient EventSink sink;

    /**
     * A servlet.
     *
     * @param sink where the events go
     * @param authenticator who publishes
     */
    public PublishServlet(EventSink sink, Authenticator authenticator) {
        super(authenticator);
        this.sink = sink;
    }

    @Override
    void answer(Call call) throws IOException {
        if (!call.method().equals("POST") || !call.path().isEmpty()) {
            throw call.noSuchRoute();
        }
        String key = key(call.request().getHeader("Idempotency-Key"));
        String type = String.valueOf(call.request().getContentType()).toLowerCase(Locale.ROOT);
        String body = Bodies.text(call.request(), MOST_BYTES);
        if (type.startsWith("application/x-ndjson")) {
            batch(call, body.lines().filter(line -> !line.isBlank()).toList(), key);
            return;
        }
        JsonNode tree = Bodies.json(body, "body");
        if (tree.isArray()) {
            List<String> events = new ArrayList<>();
            tree.forEach(event -> events.add(event.toString()));
            batch(call, events, key);
        } else {
            Bodies.data(call.response(), 202, Map.of("id", publish(call.principal(), tree, key, "")));
        }
    }

    /** An empty key would make one event of all. */
    private static @Nullable String key(@Nullable String header) {
        if (header != null && !header.matches("[!-~]{1,255}")) {
            throw ApiException.invalid("Idempotency-Key: not a key (expected: 1 to 255 visible ASCII characters)");
        }
        return header;
    }

    private void batch(Call call, List<String> events, @Nullable String key) throws IOException {
        if (events.size() > MOST_EVENTS) {
            throw ApiException.invalid("body: " + events.size() + " events (expected: at most " + MOST_EVENTS + ")");
        }
        List<Map<String, Object>> results = new ArrayList<>();
        for (String event : events) {
            results.add(result(call.principal(), event, key, Integer.toString(results.size())));
        }
        Bodies.data(call.response(), 202, results);
    }

    private Map<String, Object> result(Principal principal, String event, @Nullable String key, String part) {
        try {
            return Map.of("id", publish(principal, Bodies.json(event, "event"), key, part));
        } catch (ApiException e) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("code", e.code());
            error.put("message", String.valueOf(e.getMessage()));
            return Map.of("error", error);
        }
    }

    private String publish(Principal principal, JsonNode body, @Nullable String key, String part) {
        try {
            Event event = PublishedEvent.of(body);
            requireGranted(principal, event);
            return (key == null
                            ? sink.publish(event)
                            : sink.publish(event, principal.name() + "\n" + key + "\n" + part))
                    .toCompletableFuture()
                    .join();
        } catch (MalformedEventException e) {
            throw ApiException.invalid("data: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            boolean large = String.valueOf(e.getMessage()).startsWith("data: ");
            throw new ApiException(
                    large ? 413 : 400,
                    large ? "PAYLOAD_TOO_LARGE" : "VALIDATION_ERROR",
                    String.valueOf(e.getMessage()));
        } catch (CompletionException e) {
            if (e.getCause() instanceof HubException refusal) {
                throw new ApiException(503, refusal.reason().name(), String.valueOf(refusal.getMessage()));
            }
            throw e;
        }
    }

    private static void requireGranted(Principal principal, Event event) {
        for (Topic topic : event.topics()) {
            if (principal.publish().stream().noneMatch(grant -> grant.matches(topic))) {
                throw ApiException.forbidden(principal.name() + " may not publish to " + topic);
            }
        }
    }
}
