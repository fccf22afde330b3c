// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.events.Event;
import io.rillway.events.SnapshotSource;
import io.rillway.events.SnapshotSource.Snapshot;
import io.rillway.events.TopicSelector;
import io.rillway.events.json.EventCodec;
import io.rillway.hub.log.Bounds;
import io.rillway.hub.log.MemoryLog;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.port.RoundReport;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.testing.FakeConnection;
import io.rillway.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A shard whose rounds are walked by hand. */
final class Rounds implements Registrar {

    final ManualClock clock = new ManualClock();
    final HookedLog log;
    final Shard shard;
    final List<String> happened = new ArrayList<>();
    final List<RoundReport> reports = new ArrayList<>();
    final List<Duration> flushed = new ArrayList<>();
    SnapshotSource snapshots = selector -> new Snapshot(List.of(), "");
    private int connections;

    Rounds(int maxEvents) {
        this.log = new HookedLog(new MemoryLog(new Bounds(maxEvents, 1 << 28, Duration.ofHours(1)), clock));
        this.shard = new Shard(log, clock, this, () -> {});
    }

    Subscriber subscribe(SubscribeRequest request, FakeConnection connection) {
        return shard.subscribe("c" + ++connections, request, connection);
    }

    LogEntry publish(String topic, int number) {
        return publish(Event.of(topic, "n", number));
    }

    LogEntry publish(Event event) {
        byte[] payload = new EventCodec().encode(event.data());
        String id =
                log.append(event, payload, null).stored().toCompletableFuture().join();
        return log.entry(id);
    }

    void publish(String topic, int from, int to) {
        for (int number = from; number <= to; number++) {
            publish(topic, number);
        }
    }

    /** Walks rounds until there is nothing to do; {@return the nanoseconds to the next thing that is due} */
    long walk() {
        long next = 0;
        while (next == 0) {
            next = shard.round(clock.nanoTime());
        }
        return next;
    }

    void advance(Duration time) {
        clock.advance(time);
        walk();
    }

    static String numbers(int from, int to) {
        List<String> numbers = new ArrayList<>();
        for (int number = from; number <= to; number++) {
            numbers.add(Integer.toString(number));
        }
        return String.join(",", numbers);
    }

    static String numbers(FakeConnection connection) {
        return String.join(",", connection.data("n"));
    }

    /** {@return the place in an id} */
    static long place(String id) {
        return Long.parseLong(id.substring(id.indexOf('-') + 1));
    }

    static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }

    @Override
    public void taken(Subscriber subscriber) {}

    @Override
    public Snapshot snapshot(TopicSelector selector) {
        return snapshots.snapshot(selector);
    }

    @Override
    public void check(SubscribeRequest changed) {}

    @Override
    public void opened(Subscriber subscriber) {
        happened.add("opened " + subscriber.id());
    }

    @Override
    public void ended(Subscriber subscriber, CloseReason reason) {
        happened.add("ended " + subscriber.id() + " " + reason);
    }

    @Override
    public void round(RoundReport report) {
        reports.add(report);
    }

    @Override
    public void flushed(Duration sincePublished) {
        flushed.add(sincePublished);
    }

    @Override
    public void gap(Subscriber subscriber, String reason) {
        happened.add("gap " + subscriber.id() + " " + reason);
    }
}
