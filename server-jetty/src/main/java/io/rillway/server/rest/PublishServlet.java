// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import io.rillway.events.Ack;
import io.rillway.events.Event;
import io.rillway.events.EventSink;
import io.rillway.events.Topic;
import io.rillway.events.json.MalformedEventException;
import io.rillway.hub.port.HubException;
import io.rillway.server.auth.Authenticator;
import io.rillway.server.auth.Principal;
import io.rillway.server.body.ApiException;
import io.rillway.server.body.Bodies;
import io.rillway.server.body.JsonAnswer;
import io.rillway.server.route.ApiServlet;
import io.rillway.server.route.Call;
import io.rillway.server.route.Routes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Publishes an event, or a batch in which a bad one does not spoil the others. */
public final class PublishServlet extends ApiServlet {

    private static final long serialVersionUID = 1L;

    private final transient EventSink sink;
    private final transient Limits limits;
    private final transient Routes routes = Routes.none().with("POST", "", this::publish);

    /**
     * What one request may carry.
     *
     * @param maxBodyBytes the most bytes of a body
     * @param maxEvents the most events of a batch
     */
    public record Limits(int maxBodyBytes, int maxEvents) {}

    /**
     * A servlet.
     *
     * @param sink where the events go
     * @param limits what one request may carry
     * @param authenticator who publishes
     */
    public PublishServlet(EventSink sink, Limits limits, Authenticator authenticator) {
        super(authenticator);
        this.sink = sink;
        this.limits = limits;
    }

    @Override
    protected Routes routes() {
        return routes;
    }

    private void publish(Call call) throws IOException, InterruptedException {
        String type = String.valueOf(call.request().getContentType()).toLowerCase(Locale.ROOT);
        if (type.startsWith("application/x-ndjson")) {
            List<Source> events = lines(Bodies.lines(call.request(), limits.maxBodyBytes()));
            batch(call, events, terms(call));
            return;
        }
        String body = Bodies.text(call.request(), limits.maxBodyBytes());
        Terms terms = terms(call);
        JsonNode tree = Bodies.json(body, "body");
        if (tree.isArray()) {
            List<Source> events = new ArrayList<>();
            tree.forEach(event -> events.add(() -> event));
            batch(call, events, terms);
        } else {
            String id = found(published(terms, tree, ""));
            JsonAnswer.data(call.response(), 202, Map.of("id", id));
        }
    }

    /** Who publishes, which key makes a repetition, and when it is answered. */
    private record Terms(Principal principal, @Nullable String key, Ack ack) {

        /** {@return the key of one event of a request} */
        @Nullable
        String key(String place) {
            return key == null ? null : principal.name() + "\n" + key + "\n" + place;
        }
    }

    /** To be asked for behind the body: for a parameter a container reads a body that says it is a form, as curl's do. */
    private static Terms terms(Call call) {
        return new Terms(
                call.principal(),
                call.idempotencyKey().orElse(null),
                ack(call.parameter("ack").orElse("stored")));
    }

    private static Ack ack(String parameter) {
        return switch (parameter) {
            case "stored" -> Ack.STORED;
            case "accepted" -> Ack.ACCEPTED;
            default -> throw ApiException.invalid("ack: \"" + parameter + "\" (expected: stored or accepted)");
        };
    }

    /** An event of a batch, read once; that it is not JSON in UTF-8 is found out when its turn comes. */
    @FunctionalInterface
    private interface Source {

        JsonNode json();
    }

    private static List<Source> lines(List<ByteBuffer> lines) {
        return lines.stream()
                .<Source>map(line -> () -> Bodies.json(line, "event"))
                .toList();
    }

    /** All are on their way to the log before the first is waited for, so that the log can commit them together. */
    private void batch(Call call, List<Source> events, Terms terms) throws IOException, InterruptedException {
        if (events.size() > limits.maxEvents()) {
            throw new ApiException(
                    422,
                    "TOO_MANY_EVENTS",
                    "body: " + events.size() + " events (expected: at most " + limits.maxEvents() + ")");
        }
        List<CompletableFuture<String>> ids = new ArrayList<>(events.size());
        for (Source event : events) {
            ids.add(one(terms, event, Integer.toString(ids.size())));
        }
        List<Map<String, Object>> results = new ArrayList<>(ids.size());
        for (CompletableFuture<String> id : ids) {
            results.add(result(id));
        }
        JsonAnswer.data(call.response(), 202, results);
    }

    private CompletableFuture<String> one(Terms terms, Source event, String place) {
        try {
            return published(terms, event.json(), place);
        } catch (ApiException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Map<String, Object> result(CompletableFuture<String> id) throws InterruptedException {
        try {
            return Map.of("id", found(id));
        } catch (ApiException e) {
            return Map.of("error", JsonAnswer.errorBody(e));
        }
    }

    private CompletableFuture<String> published(Terms terms, JsonNode body, String place) {
        try {
            Event event = PublishedEvent.of(body);
            requireGranted(terms.principal(), event);
            return sink.publish(event, terms.key(place), terms.ack()).toCompletableFuture();
        } catch (MalformedEventException e) {
            throw ApiException.invalid("data: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            boolean large = String.valueOf(e.getMessage()).startsWith("data: ");
            throw new ApiException(
                    large ? 413 : 400,
                    large ? "PAYLOAD_TOO_LARGE" : "VALIDATION_ERROR",
                    String.valueOf(e.getMessage()));
        }
    }

    /** Waits for the answer. */
    private static String found(CompletableFuture<String> id) throws InterruptedException {
        try {
            return id.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApiException refusal) {
                throw refusal;
            }
            if (e.getCause() instanceof HubException refusal) {
                throw new ApiException(503, refusal.reason().name(), String.valueOf(refusal.getMessage()));
            }
            throw new IllegalStateException("the event could not be stored", e.getCause());
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
