// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.client.ClientOptions;
import io.rillway.client.EventClient;
import io.rillway.client.model.HandlerFailure;
import io.rillway.events.EventType;
import io.rillway.events.json.MalformedEventException;
import io.rillway.hub.EventHub;
import io.rillway.hub.HubOptions;
import io.rillway.server.endpoint.Endpoint;
import io.rillway.server.http.EventStreamServlet;
import io.rillway.server.testing.StreamServer;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The event types of an application, beside those of the catalogue. */
class OwnEventTypeIT {

    /** An application's own payload, with a date deep inside it. */
    record Paid(String orderId, List<Line> lines) {}

    /** Part of it. */
    record Line(String article, Instant deliveredAt) {}

    private static final EventType<Paid> PAID = EventType.of("order.paid", Paid.class);

    private static StreamServer serve(Endpoint endpoint) {
        return new StreamServer(HubOptions.defaults(), hub -> new EventStreamServlet(hub, endpoint).anonymous("**"));
    }

    private static Endpoint endpoint(String preset) {
        return Endpoint.presets().stream()
                .filter(one -> one.name().equals(preset))
                .findFirst()
                .orElseThrow()
                .withOffer(Endpoint.canonical().offer().withTopics("order/**"));
    }

    @ParameterizedTest(name = "C2 C13 S5-07 an own type travels in the envelope of {0}, dates deep inside it too")
    @ValueSource(strings = {"canonical", "platform", "coaching"})
    void threeLines(String preset) throws Exception {
        Paid order = new Paid("o7", List.of(new Line("tea", Instant.parse("2026-11-21T12:00:00Z"))));
        List<Paid> seen = new CopyOnWriteArrayList<>();
        try (StreamServer server = serve(endpoint(preset));
                EventClient client = EventClient.open(uri(server), ClientOptions.defaults())) {
            EventHub hub = server.hub();
            client.on(PAID, seen::add);
            var unused = client.start();
            await().until(() -> hub.subscriberCount() == 1);

            hub.publish(PAID.on("order/o7", order));

            await().until(() -> seen.size() == 1);
            assertThat(seen).containsExactly(order);
        }
    }

    @Test
    @DisplayName(
            "S5-06 a payload that is not of its type is reported with the path to what is wrong, and the stream goes on")
    void reportsThePath() throws Exception {
        List<HandlerFailure> failures = new CopyOnWriteArrayList<>();
        List<Paid> seen = new CopyOnWriteArrayList<>();
        try (StreamServer server = serve(endpoint("coaching"));
                EventClient client = EventClient.open(uri(server), ClientOptions.defaults())) {
            client.on(PAID, seen::add).onFailure(failures::add);
            var unused = client.start();
            await().until(() -> server.hub().subscriberCount() == 1);

            EventType<Object> loose = EventType.of(PAID.name(), Object.class);
            server.hub().publish(loose.on("order/o7", new LoosePaid("o7", List.of(new LooseLine("tea", "yesterday")))));
            server.hub().publish(loose.on("order/o7", new LoosePaid("o7", List.of(new LooseLine("tea", null)))));
            server.hub().publish(PAID.on("order/o8", new Paid("o8", List.of())));

            await().until(() -> seen.size() == 1);
            assertThat(failures)
                    .extracting(failure -> ((MalformedEventException) failure.cause()).path())
                    .containsExactly("$.lines[0].deliveredAt", "$.lines[0].deliveredAt");
        }
    }

    private static URI uri(StreamServer server) {
        return server.uri().resolve("/events");
    }

    /** The same names with looser types. */
    record LoosePaid(String orderId, List<LooseLine> lines) {}

    /** Part of it. */
    record LooseLine(String article, @Nullable String deliveredAt) {}
}
