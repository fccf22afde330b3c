// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import io.rillway.hub.EventHub;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.HubException;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.SubscriberSnapshot;
import io.rillway.hub.port.Subscription;
import io.rillway.hub.port.SubscriptionChange;
import io.rillway.server.auth.Authenticator;
import io.rillway.server.auth.Credential;
import io.rillway.server.auth.Role;
import io.rillway.server.body.ApiException;
import io.rillway.server.body.Bodies;
import io.rillway.server.body.JsonAnswer;
import io.rillway.server.route.ApiServlet;
import io.rillway.server.route.Call;
import io.rillway.server.route.Routes;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The open streams: look at them, change what they carry, renew their credentials, end them. Everybody has their own; an operator sees all, and an
 * admin changes all.
 */
public final class ConnectionsServlet extends ApiServlet {

    private static final long serialVersionUID = 1L;
    private static final int MOST_BYTES = 64 << 10;

    private final transient EventHub hub;
    private final transient Routes routes = Routes.none()
            .with("GET", "", this::list)
            .with("GET", "*", this::one)
            .with("DELETE", "*", this::end)
            .with("POST", "*/token", this::renew)
            .with("PATCH", "*/subscription", this::change);

    /** An open stream, as the API shows it. */
    record View(
            String id,
            String principal,
            Instant since,
            String remoteAddress,
            List<String> topics,
            Set<String> events,
            Map<String, Set<String>> attributes,
            Map<String, String> metadata,
            SubscriberSnapshot.Progress progress) {

        static View of(SubscriberSnapshot snapshot) {
            SubscribeRequest request = snapshot.request();
            return new View(
                    snapshot.id(),
                    request.principal(),
                    snapshot.since(),
                    request.remoteAddress(),
                    request.selectors().stream().map(Object::toString).toList(),
                    request.filter().types(),
                    new TreeMap<>(request.filter().attributes()),
                    new TreeMap<>(request.metadata()),
                    snapshot.progress());
        }
    }

    /** A stream that was ended, and whether for good. */
    record Ended(String id, boolean stopped) {}

    /** A stream with another credential, and when that ends if it does. */
    record Renewed(String id, @Nullable Instant expiresAt) {}

    /**
     * A servlet.
     *
     * @param hub whose streams they are
     * @param authenticator who asks
     */
    public ConnectionsServlet(EventHub hub, Authenticator authenticator) {
        super(authenticator);
        this.hub = hub;
    }

    @Override
    protected Routes routes() {
        return routes;
    }

    private void list(Call call) throws IOException {
        List<View> views = hub.connections().stream()
                .filter(stream -> isFor(call, stream.request(), Role.OPERATOR))
                .sorted(Comparator.comparing(SubscriberSnapshot::since).thenComparing(SubscriberSnapshot::id))
                .map(View::of)
                .toList();
        JsonAnswer.data(call.response(), 200, views);
    }

    private static boolean isFor(Call call, SubscribeRequest stream, Role role) {
        return call.principal().may(role)
                || stream.principal().equals(call.principal().name());
    }

    private void one(Call call) throws IOException {
        JsonAnswer.data(call.response(), 200, View.of(find(call, Role.OPERATOR).snapshot()));
    }

    /** Whoever may not know of a stream is told that there is none. */
    private Subscription find(Call call, Role role) {
        String id = call.segment(0);
        Subscription stream = hub.connection(id)
                .filter(one -> isFor(call, one.request(), Role.OPERATOR))
                .orElseThrow(() -> ApiException.notFound("no connection " + id));
        if (!isFor(call, stream.request(), role)) {
            call.require(role);
        }
        return stream;
    }

    private void end(Call call) throws IOException {
        String stop = call.parameter("stop").orElse("false");
        if (!stop.equals("true") && !stop.equals("false")) {
            throw ApiException.invalid("stop: \"" + stop + "\" (expected: true or false)");
        }
        Subscription stream = find(call, Role.ADMIN);
        boolean isStopped = stop.equals("true");
        boolean found = isStopped ? hub.stop(stream.id()) : hub.close(stream.id(), CloseReason.KICKED);
        if (!found) {
            throw ApiException.notFound("no connection " + stream.id());
        }
        JsonAnswer.data(call.response(), 200, new Ended(stream.id(), isStopped));
    }

    /** What the request itself shows becomes the stream's credential; a stream stays its principal's. */
    private void renew(Call call) throws IOException {
        Subscription stream = find(call, Role.OPERATOR);
        if (!stream.request().principal().equals(call.principal().name())) {
            throw ApiException.forbidden("a stream stays its principal's");
        }
        Credential credential = call.identity().credential();
        stream.change(new SubscriptionChange.Renew(call.principal().grants(), credential.mark()));
        Instant end = credential.expires();
        JsonAnswer.data(call.response(), 200, new Renewed(stream.id(), end.equals(Instant.MAX) ? null : end));
    }

    private void change(Call call) throws IOException {
        Subscription stream = find(call, Role.ADMIN);
        JsonNode body = Bodies.object(call.request(), MOST_BYTES, SubscriptionPatch.FIELDS);
        List<SubscriptionChange> changes = new SubscriptionPatch(stream.request()).read(body);
        try {
            SubscribeRequest now = stream.change(changes.toArray(SubscriptionChange[]::new));
            JsonAnswer.data(call.response(), 200, Map.of("query", SubscriptionPatch.query(now)));
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("topics: none would be left (expected: at least one)");
        } catch (HubException e) {
            boolean tooMany = e.reason() == HubException.Reason.TOO_MANY_TOPICS;
            throw new ApiException(tooMany ? 400 : 503, e.reason().name(), String.valueOf(e.getMessage()));
        }
    }
}
