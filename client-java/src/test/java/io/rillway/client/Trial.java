// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import io.rillway.client.model.StreamEvent;
import io.rillway.client.model.StreamEvent.Fault;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.client.retry.Backoff;
import io.rillway.client.testing.Answer;
import io.rillway.client.testing.ScriptedServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A client in a time that the test drives, and the server it talks to. */
final class Trial implements AutoCloseable {

    /** A secret that must not show anywhere, and waits without chance. */
    static final ClientOptions OPTIONS =
            ClientOptions.bearer("s3cret").retry(Backoff.defaults().withJitter(0));

    private final ScriptedServer server;
    private final ManualTime time = new ManualTime();
    private final EventClient client;

    Trial(Answer... script) throws IOException {
        this(OPTIONS, script);
    }

    Trial(ClientOptions options, Answer... script) throws IOException {
        this.server = new ScriptedServer(script);
        this.client = new EventClient(server.uri(), options, time);
    }

    ScriptedServer server() {
        return server;
    }

    ManualTime time() {
        return time;
    }

    EventClient client() {
        return client;
    }

    List<StreamEvent> take(int count) throws InterruptedException {
        List<StreamEvent> events = new ArrayList<>();
        while (events.size() < count) {
            events.add(client.next().orElseThrow());
        }
        return events;
    }

    Fault fault() throws InterruptedException {
        return (Fault) until(Fault.class::isInstance);
    }

    /** The data of the next event. */
    String data() throws InterruptedException {
        return ((Received) until(Received.class::isInstance)).data();
    }

    /** The fault after which there is no attempt. */
    Fault end() throws InterruptedException {
        return (Fault)
                until(event -> event instanceof Fault fault && fault.retryIn().isEmpty());
    }

    private StreamEvent until(Predicate<StreamEvent> wanted) throws InterruptedException {
        StreamEvent event = client.next().orElseThrow();
        while (!wanted.test(event)) {
            event = client.next().orElseThrow();
        }
        return event;
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
