// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import io.rillway.events.Event;
import io.rillway.hub.EventHub;
import io.rillway.hub.HubOptions;
import io.rillway.hub.port.Heartbeat;
import io.rillway.hub.port.StreamOptions;
import io.rillway.server.endpoint.Endpoint;
import io.rillway.server.http.EventStreamServlet;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** A hub whose streams are open to everybody, behind a Jetty that knows nothing of it. */
public final class Stage implements AutoCloseable {

    private final Transport transport;
    private final Ends ends = new Ends();
    private final EventHub hub;
    private final BareJetty jetty;

    private Stage(Transport transport, StreamOptions options, BareJetty jetty) {
        this(transport, options, jetty, HubOptions.defaults());
    }

    private Stage(Transport transport, StreamOptions options, BareJetty jetty, HubOptions hubOptions) {
        this.transport = transport;
        this.hub = EventHub.open(hubOptions.withListener(ends).withGrace(Duration.ofSeconds(2)));
        EventStreamServlet servlet =
                new EventStreamServlet(hub, Endpoint.canonical().withOptions(options)).anonymous("**");
        this.jetty = transport.serve(jetty, servlet);
    }

    /** {@return a stage whose heartbeats are so far apart that a test never sees one} */
    public static Stage quiet(Transport transport) {
        return new Stage(transport, beating(Duration.ofHours(1)), new BareJetty());
    }

    /** {@return a stage with these options} */
    public static Stage with(Transport transport, StreamOptions options) {
        return new Stage(transport, options, new BareJetty());
    }

    /** {@return a stage with another hub, whose heartbeats and deadlines a test never sees} */
    public static Stage over(HubOptions hubOptions) {
        StreamOptions patient = beating(Duration.ofHours(1)).withWriteDeadline(Duration.ofHours(1));
        return new Stage(Transport.JETTY, patient, new BareJetty(), hubOptions);
    }

    /** {@return a stage in another container, whose heartbeats a test never sees} */
    public static Stage in(BareJetty jetty, Transport transport) {
        return new Stage(transport, beating(Duration.ofHours(1)), jetty);
    }

    /** {@return a stage whose container ends idle connections soon} */
    public static Stage impatient(Transport transport, StreamOptions options, Duration idle) {
        return new Stage(transport, options, new BareJetty().withIdleTimeout(idle));
    }

    /** {@return options with a heartbeat as often as this} */
    public static StreamOptions beating(Duration interval) {
        return StreamOptions.canonical().withHeartbeat(Heartbeat.comment("", interval));
    }

    /** {@return a client whose stream has begun} */
    public RawClient open() throws IOException {
        return open("");
    }

    /** {@return a client whose stream has begun, with further headers that end with CRLF} */
    public RawClient open(String headers) throws IOException {
        RawClient client = transport.open(uri(), RawClient.get("/events", headers));
        client.readUntil("}\n\n");
        return client;
    }

    /** Publishes events of 1000 bytes and a little, the last of which is {@code "last"}. */
    public void flood(int count) {
        for (int i = 1; i < count; i++) {
            hub.publish(Event.of("n", "n", i + "x".repeat(1000)));
        }
        hub.publish(Event.of("n", "n", "last"));
    }

    public EventHub hub() {
        return hub;
    }

    public BareJetty jetty() {
        return jetty;
    }

    public Ends ends() {
        return ends;
    }

    public URI uri() {
        return jetty.uri();
    }

    @Override
    public void close() {
        hub.close();
        jetty.close();
    }
}
