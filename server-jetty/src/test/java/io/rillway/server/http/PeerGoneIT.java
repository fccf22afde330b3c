// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.rillway.events.Event;
import io.rillway.hub.port.CloseReason;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.RawH2;
import io.rillway.server.testing.Stage;
import io.rillway.server.testing.Transport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeerGoneIT {

    @ParameterizedTest
    @EnumSource(names = {"JETTY", "TLS"})
    @DisplayName("FIN and RST on an idle stream are noticed though nothing is ever written")
    void finAndResetOnAnIdleStream(Transport transport) throws IOException {
        try (Stage stage = Stage.quiet(transport)) {
            RawClient leaving = stage.open();
            RawClient resetting = stage.open();

            leaving.leave();
            await().until(() -> stage.hub().subscriberCount() == 1);
            resetting.reset();
            await().until(() -> stage.hub().subscriberCount() == 0);

            assertThat(stage.ends().reasons()).containsOnly(CloseReason.PEER_GONE);
            await().until(() -> stage.jetty().sockets() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CORE", "SERVLET"})
    @DisplayName("where the socket stays the container's, the heartbeats find out who has left")
    void heartbeatsFindOutWhoHasLeft(Transport transport) throws IOException {
        try (Stage stage = Stage.with(transport, Stage.beating(Duration.ofMillis(50)))) {
            RawClient leaving = stage.open();
            RawClient resetting = stage.open();

            leaving.leave();
            resetting.reset();

            await().until(() -> stage.hub().subscriberCount() == 0);
            await().until(() -> stage.jetty().sockets() == 0);
            assertThat(stage.ends().reasons()).containsOnly(CloseReason.PEER_GONE);
        }
    }

    @Test
    @DisplayName("on h2 a cancelled stream and a lost connection are noticed though nothing is ever written")
    void cancelledAndLostOnH2() throws IOException {
        try (Stage stage = Stage.quiet(Transport.JETTY)) {
            RawH2 client = new RawH2(stage.uri());
            for (int stream : new int[] {1, 3, 5}) {
                client.get(stream, "/events");
                client.readUntil(stream, "connected");
            }

            client.cancel(3);
            await().until(() -> stage.hub().subscriberCount() == 2);
            stage.hub().publish(Event.of("n", "n", "still here"));
            client.readUntil(1, "still here");
            client.close();
            await().until(() -> stage.hub().subscriberCount() == 0);

            assertThat(stage.ends().reasons()).containsOnly(CloseReason.PEER_GONE);
            await().until(() -> stage.jetty().sockets() == 0);
        }
    }

    @Test
    void oneWhoTalksIsNotTakenForOneWhoLeaves() throws IOException {
        try (Stage stage = Stage.quiet(Transport.JETTY);
                RawClient client = stage.open()) {
            client.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n".repeat(3));
            stage.hub().publish(Event.of("n", "n", "one"));
            assertThat(client.readUntil("one")).doesNotContain("HTTP/1.1");
            client.send("x");
            stage.hub().publish(Event.of("n", "n", "two"));
            client.readUntil("two");
            assertThat(stage.hub().subscriberCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("the container's idle timeout leaves a quiet stream alone")
    void idleTimeoutLeavesQuietStreamsAlone(Transport transport) throws IOException {
        Duration idle = Duration.ofMillis(250);
        try (Stage stage = Stage.impatient(transport, Stage.beating(Duration.ofMillis(600)), idle);
                RawClient client = stage.open()) {
            client.readUntil(":\n");
            client.readUntil(":\n");
            stage.hub().publish(Event.of("n", "n", "still here"));
            client.readUntil("still here");
        }
    }

    @Test
    void idleTimeoutLeavesQuietStreamsAloneOnH2() throws IOException {
        Duration idle = Duration.ofMillis(250);
        try (Stage stage = Stage.impatient(Transport.JETTY, Stage.beating(Duration.ofMillis(600)), idle);
                RawH2 client = new RawH2(stage.uri())) {
            client.get(1, "/events");
            client.readUntil(1, ":\n\n:\n\n");
            stage.hub().publish(Event.of("n", "n", "still here"));
            client.readUntil(1, "still here");
        }
    }

    @Test
    @DisplayName("G9 a thousand who come and go leave no subscriber, no socket and no thread at work")
    void aThousandComeAndGo() throws IOException {
        try (Stage stage = Stage.quiet(Transport.JETTY)) {
            int before = stage.jetty().busyThreads();
            for (int round = 0; round < 10; round++) {
                List<RawClient> clients = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    clients.add(stage.open());
                }
                for (int i = 0; i < 100; i += 2) {
                    clients.get(i).leave();
                    clients.get(i + 1).reset();
                }
            }
            await().until(() -> stage.hub().subscriberCount() == 0);
            await().until(() -> stage.jetty().sockets() == 0);
            await().until(() -> stage.jetty().busyThreads() <= before);
            assertThat(stage.ends().reasons()).hasSize(1000).containsOnly(CloseReason.PEER_GONE);
        }
    }

    @Test
    @DisplayName(
            "G9 a thousand streams opened and cancelled on one h2 connection leave nothing, though nothing is written")
    void aThousandComeAndGoOnH2() throws IOException {
        try (Stage stage = Stage.quiet(Transport.JETTY)) {
            RawH2 client = new RawH2(stage.uri());
            for (int i = 0; i < 1000; i++) {
                client.get(2 * i + 1, "/events");
                if (i >= 500) {
                    // The greeting may be here before the request has even come back from the servlet.
                    client.readUntil(2 * i + 1, "connected");
                    client.cancel(2 * i + 1);
                } else if (i % 20 == 19) {
                    // Some are cancelled before they are looked at, some on the way, some when they have begun.
                    for (int j = i - 19; j <= i; j++) {
                        client.cancel(2 * j + 1);
                    }
                }
            }
            client.get(2001, "/events");
            client.readUntil(2001, "connected");

            await().until(() -> stage.hub().subscriberCount() == 1);
            await().until(() ->
                    stage.ends().reasons().size() == stage.ends().opened().size() - 1);
            assertThat(stage.ends().reasons()).isNotEmpty().containsOnly(CloseReason.PEER_GONE);
            client.close();
            await().until(() -> stage.jetty().sockets() == 0);
        }
    }

    @Test
    @DisplayName("500 idle subscribers close: every descriptor is back though nothing is published")
    void descriptorsAreBackThoughNothingIsPublished() throws IOException {
        UnixOperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
        try (Stage stage = Stage.quiet(Transport.JETTY)) {
            stage.open().close();
            await().until(() -> stage.jetty().sockets() == 0);
            long before = system.getOpenFileDescriptorCount();
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                clients.add(stage.open());
            }
            for (RawClient client : clients) {
                client.close();
            }
            await().until(() -> stage.jetty().sockets() == 0);
            await().until(() -> system.getOpenFileDescriptorCount() <= before + 10);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("one who leaves in the middle of a replay is gone at once")
    void leavesInTheMiddleOfAReplay(Transport transport) throws IOException {
        try (Stage stage = Stage.quiet(transport)) {
            stage.flood(2000);
            RawClient client = transport.open(stage.uri(), RawClient.get("/events?last=2000", ""));
            client.readUntil("100x");
            client.reset();
            await().until(() ->
                    stage.hub().subscriberCount() == 0 && stage.jetty().sockets() == 0);
        }
    }

    @Test
    @DisplayName("on h2 a stream that is cancelled in the middle of a replay is gone at once, and its siblings go on")
    void cancelledInTheMiddleOfAReplayOnH2() throws IOException {
        try (Stage stage = Stage.quiet(Transport.JETTY);
                RawH2 client = new RawH2(stage.uri())) {
            stage.flood(2000);
            client.get(1, "/events");
            client.readUntil(1, "connected");
            client.get(3, "/events?last=2000");
            client.readUntil(3, "\"10x");
            client.cancel(3);

            await().until(() -> stage.hub().subscriberCount() == 1);
            stage.hub().publish(Event.of("n", "n", "still here"));
            client.readUntil(1, "still here");
        }
    }
}
