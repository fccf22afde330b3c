// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.bench;

import io.rillway.cli.api.Access;
import io.rillway.cli.api.Json;
import io.rillway.client.EventClient;
import io.rillway.client.model.StreamEvent;
import io.rillway.client.model.StreamEvent.Fault;
import io.rillway.client.model.StreamEvent.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The streams of a load, each with a thread that reads it. What they see is counted together. */
final class Audience implements AutoCloseable {

    private final List<EventClient> clients = new ArrayList<>();
    private final Latencies latencies = new Latencies();
    private final AtomicLong disorder = new AtomicLong();
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();
    private final CountDownLatch open;
    private final CountDownLatch complete;
    private final int events;

    // Written by the readers, read by who waits.
    private volatile boolean refused;

    private Audience(int streams, int events) {
        this.events = events;
        this.open = new CountDownLatch(streams);
        this.complete = new CountDownLatch(streams);
    }

    /** Opens the streams, each for so many events of a topic. */
    static Audience open(Access access, String topic, int streams, int events) {
        Audience audience = new Audience(streams, events);
        IntStream.range(0, streams).forEach(number -> {
            EventClient client =
                    EventClient.open(access.streamAddress(), access.stream().topics(topic));
            audience.clients.add(client);
            Thread reader = new Thread(() -> audience.read(client), "rillway-bench-" + number);
            reader.setDaemon(true);
            reader.start();
        });
        return audience;
    }

    private void read(EventClient client) {
        long next = 0;
        try {
            for (Optional<StreamEvent> event = client.next();
                    event.isPresent() && next < events;
                    event = client.next()) {
                if (event.get() instanceof Received received) {
                    next = take(received, next);
                } else if (event.get() instanceof Fault fault) {
                    trouble.set(String.valueOf(fault.error().getMessage()));
                    giveUp(fault);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A stream that is refused for good opens for nobody. */
    private void giveUp(Fault fault) {
        if (fault.retryIn().isEmpty()) {
            refused = true;
            while (open.getCount() > 0) {
                open.countDown();
            }
        }
    }

    private long take(Received received, long next) {
        if (received.type().equals("connected")) {
            open.countDown();
        }
        if (!received.type().equals(Load.TYPE)) {
            return next;
        }
        JsonNode data = Json.MAPPER.readTree(received.data());
        latencies.record(System.nanoTime() - data.path("due").asLong());
        long number = data.path("number").asLong();
        if (number != next) {
            disorder.incrementAndGet();
        }
        if (number + 1 == events) {
            complete.countDown();
        }
        return number + 1;
    }

    boolean awaitOpen(Duration time) throws InterruptedException {
        return open.await(time.toNanos(), TimeUnit.NANOSECONDS) && !refused;
    }

    boolean awaitComplete(Duration time) throws InterruptedException {
        return complete.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    Latencies latencies() {
        return latencies;
    }

    /** How often an event was not the one after the one before. */
    long disorder() {
        return disorder.get();
    }

    Optional<String> trouble() {
        return Optional.ofNullable(trouble.get());
    }

    @Override
    public void close() {
        clients.forEach(EventClient::close);
    }
}
