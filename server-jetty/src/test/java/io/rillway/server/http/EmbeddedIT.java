// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.events.Event;
import io.rillway.hub.EventHub;
import io.rillway.hub.HubOptions;
import io.rillway.server.endpoint.Endpoint;
import io.rillway.server.testing.BareJetty;
import io.rillway.server.testing.ContainerLogin;
import io.rillway.server.testing.Disguise;
import io.rillway.server.testing.RawClient;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The servlet in applications of others. */
class EmbeddedIT {

    private static final String BROWSER = "Sec-Fetch-Mode: cors\r\nAccept: text/event-stream\r\n";

    private static BareJetty disguised(boolean disguise) {
        return disguise ? new BareJetty().withFilter(new Disguise()) : new BareJetty();
    }

    @Test
    @DisplayName("a hub in an existing application: five lines")
    void fiveLines() throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        server.setHandler(context);

        EventHub hub = EventHub.open(HubOptions.defaults());
        context.addServlet(new EventStreamServlet(hub, Endpoint.canonical()).anonymous("project/**"), "/events");
        server.start();
        hub.publish(Event.of("project/p1", "build_complete", Map.of("build_id", "b7")));

        try (RawClient client = new RawClient(address(connector), RawClient.get("/events?last=1", ""))) {
            assertThat(client.readUntil("b7\"}\n\n")).contains("event: build_complete\n");
            hub.close();
            client.readUntil("\r\n0\r\n\r\n");
        }
        server.stop();
    }

    private static URI address(ServerConnector connector) {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    @Test
    @DisplayName("the container's principal sees all that the endpoint carries, and nobody else anything")
    void containersPrincipal() throws IOException {
        try (EventHub hub = EventHub.open(HubOptions.defaults());
                BareJetty jetty = new BareJetty()
                        .withFilter(new ContainerLogin())
                        .serve(new EventStreamServlet(hub, Endpoint.canonical()));
                RawClient nobody = new RawClient(jetty.uri(), RawClient.get("/events", ""));
                RawClient eve = new RawClient(jetty.uri(), RawClient.get("/events", "X-User: eve\r\n"))) {
            assertThat(nobody.readUntil("}}")).startsWith("HTTP/1.1 401 ").contains("UNAUTHORIZED");
            eve.readUntil("}\n\n");
            hub.publish(Event.of("anything", "n", 1));
            eve.readUntil("data: 1\n\n");
            eve.leave();
            await().until(() -> hub.subscriberCount() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("a full or closed hub answers 503 to an API client, and a browser when to come back, in any container")
    void refusesInAnyContainer(boolean disguise) throws IOException {
        EventHub hub = EventHub.open(HubOptions.defaults());
        hub.close();
        EventStreamServlet servlet = new EventStreamServlet(hub, Endpoint.canonical()).anonymous("**");
        try (BareJetty jetty = disguised(disguise).serve(servlet);
                RawClient api = new RawClient(jetty.uri(), RawClient.get("/events", ""));
                RawClient browser = new RawClient(jetty.uri(), RawClient.get("/events", BROWSER))) {
            assertThat(api.readUntil("}}"))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("Retry-After: 5\r\n")
                    .contains("application/json")
                    .contains("\"code\":\"CLOSED\"");
            assertThat(browser.readUntil("retry: ")).startsWith("HTTP/1.1 200 ").contains("text/event-stream");
            assertThat(browser.readUntil("\n\n")).matches("[2-5]\\d{3}\n\n");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("after a refusal the socket serves the next request")
    void socketGoesOnAfterARefusal(boolean disguise) throws IOException {
        EventHub hub = EventHub.open(HubOptions.defaults());
        hub.close();
        EventStreamServlet servlet = new EventStreamServlet(hub, Endpoint.canonical()).anonymous("**");
        try (BareJetty jetty = disguised(disguise).serve(servlet);
                RawClient client = new RawClient(jetty.uri(), RawClient.get("/events", ""))) {
            client.readUntil("}}");
            client.send(RawClient.get("/events", ""));
            assertThat(client.readUntil("}}")).contains("HTTP/1.1 503 ");
        }
    }
}
