// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.hub.EventHub;
import io.rillway.hub.port.CloseReason;
import io.rillway.server.testing.PaddedEvents;
import io.rillway.server.testing.RawH2;
import io.rillway.server.testing.Stage;
import io.rillway.server.testing.Transport;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stands on the wire of HTTP/2, seen by who believes nothing. */
class H2FramesIT {

    private static final int SECONDS = Integer.getInteger("proof.h2.seconds", 1);
    private static final int PEERS = 4;

    @ParameterizedTest
    @EnumSource(names = {"JETTY", "SERVLET"})
    @DisplayName("every frame is as long as it says and every event whole, whatever windows, resets, pings and ends do")
    void everyFrameIsWhole(Transport transport) throws Exception {
        long seed = System.nanoTime();
        try (Stage stage = Stage.with(transport, Stage.beating(Duration.ofMillis(20)))) {
            ExecutorService threads = Executors.newFixedThreadPool(PEERS);
            List<Future<Peer>> peers = new ArrayList<>();
            for (int i = 0; i < PEERS; i++) {
                Peer peer = new Peer(stage.uri(), stage.hub(), i, new SplittableRandom(seed + i));
                peers.add(threads.submit(peer::play));
            }
            long events = 0;
            long bytes = 0;
            for (Future<Peer> peer : peers) {
                Peer played = peer.get(SECONDS + 60, TimeUnit.SECONDS);
                events += played.events;
                bytes += played.bytes;
            }
            threads.shutdown();
            System.out.printf("%s, seed %d: %d events, %d MiB%n", transport, seed, events, bytes >> 20);
            await().until(() -> stage.hub().subscriberCount() == 0);
            await().until(() -> stage.jetty().sockets() == 0);
            assertThat(stage.ends().reasons()).isNotEmpty().containsOnly(CloseReason.PEER_GONE);
            assertThat(events).isPositive();
        }
    }

    /** Publishes, reads, and treats its connection as the dice say. */
    private static final class Peer {

        private final URI server;
        private final EventHub hub;
        private final int number;
        private final SplittableRandom dice;
        private final Map<Integer, PaddedEvents> streams = new HashMap<>();
        private RawH2 client;
        private int nextStream;
        private int published;
        private long events;
        private long bytes;

        Peer(URI server, EventHub hub, int number, SplittableRandom dice) {
            this.server = server;
            this.hub = hub;
            this.number = number;
            this.dice = dice;
        }

        Peer play() throws IOException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            connect();
            while (System.nanoTime() - end < 0) {
                publish();
                act();
                for (int i = dice.nextInt(40); i > 0 && client.hasSome(); i--) {
                    client.read();
                }
                if (dice.nextInt(400) == 0) {
                    leave();
                    connect();
                }
            }
            comeToTheEnd();
            leave();
            return this;
        }

        private void connect() throws IOException {
            client = new RawH2(server, this::take);
            nextStream = 1;
            if (dice.nextBoolean()) {
                client.window(dice.nextInt(70_000));
            }
            for (int i = dice.nextInt(1, 6); i > 0; i--) {
                open();
            }
        }

        private void leave() throws IOException {
            streams.values().forEach(stream -> events += stream.seen());
            streams.clear();
            client.close();
        }

        private void open() throws IOException {
            streams.put(nextStream, new PaddedEvents());
            client.get(nextStream, "/events");
            nextStream += 2;
        }

        private void take(int stream, byte[] data) {
            bytes += data.length;
            PaddedEvents events = streams.get(stream);
            if (events != null) {
                events.take(data);
            }
        }

        private void publish() {
            for (int i = dice.nextInt(-4, 3); i > 0; i--) {
                hub.publish(PaddedEvents.event(number, published++));
            }
        }

        private void act() throws IOException {
            int stream = dice.nextInt(nextStream / 2 + 1) * 2 + 1;
            switch (dice.nextInt(40)) {
                case 0 -> client.ping();
                case 1 -> client.window(dice.nextInt(4) * dice.nextInt(70_000));
                case 2 -> cancelAndOpen(stream);
                default -> widen(stream);
            }
        }

        /** By less than comes, and by little most of the time, so that pieces of any size are asked for. */
        private void widen(int stream) throws IOException {
            if (streams.containsKey(stream) && !client.hasEnded(stream)) {
                client.widen(stream, dice.nextInt(1, dice.nextBoolean() ? 100 : 60_000));
            }
            if (client.left() < 1 << 20) {
                client.widen(0, dice.nextInt(1, dice.nextBoolean() ? 1_000 : 200_000));
            }
        }

        private void cancelAndOpen(int stream) throws IOException {
            PaddedEvents cancelled = streams.remove(stream);
            if (cancelled != null) {
                events += cancelled.seen();
                client.cancel(stream);
                open();
            }
        }

        /** Whatever has waited has to come when there is room. */
        private void comeToTheEnd() throws IOException {
            client.widen(0, 1 << 30);
            for (int stream : streams.keySet()) {
                client.widen(stream, 1 << 29);
            }
            while (!streams.values().stream().allMatch(PaddedEvents::hasBegun)) {
                client.read();
            }
            int last = published++;
            hub.publish(PaddedEvents.event(number, last));
            while (!streams.values().stream().allMatch(stream -> stream.isBehind(number, last))) {
                client.read();
            }
        }
    }
}
