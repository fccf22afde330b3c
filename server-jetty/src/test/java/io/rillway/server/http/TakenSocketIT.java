// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.http;

import static io.rillway.server.testing.RawClient.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.events.Event;
import io.rillway.hub.HubOptions;
import io.rillway.hub.port.CloseReason;
import io.rillway.server.testing.BareJetty;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.Stage;
import io.rillway.server.testing.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What lies below the servlet API: an upgrade of Jetty that changes it fails here. */
class TakenSocketIT {

    @ParameterizedTest
    @EnumSource(names = {"JETTY", "TLS"})
    @DisplayName("Jetty hands the socket of a stream over, as it does for WebSocket")
    void jettyHandsTheSocketOver(Transport transport) throws IOException {
        try (Stage stage = Stage.quiet(transport);
                RawClient client = stage.open()) {
            assertThat(stage.jetty().protocols()).contains("SocketStream").doesNotContain("HttpConnection");
            assertThat(stage.jetty().busyThreads())
                    .as("no request is under way")
                    .isLessThan(8);
            stage.hub().publish(Event.of("n", "n", "one"));
            client.readUntil("one");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CORE", "SERVLET"})
    @DisplayName("the switch: a servlet that leaves the sockets, or a response that somebody wraps, stays with Jetty")
    void theSwitchLeavesTheSocketToJetty(Transport transport) throws IOException {
        try (Stage stage = Stage.quiet(transport);
                RawClient client = stage.open()) {
            assertThat(stage.jetty().protocols()).containsOnly("HttpConnection");
            stage.hub().publish(Event.of("n", "n", "one"));
            client.readUntil("one");
        }
    }

    @Test
    void theHeadIsCompleteAndSaidOnce() throws IOException {
        try (Stage stage = Stage.quiet(Transport.JETTY);
                RawClient client = new RawClient(stage.uri(), get("/events", ""))) {
            String head = client.readUntil("\r\n\r\n");

            assertThat(head)
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .containsOnlyOnce("Transfer-Encoding: chunked\r\n")
                    .containsOnlyOnce("Connection: close\r\n")
                    .containsOnlyOnce("Content-Type: text/event-stream\r\n")
                    .containsOnlyOnce("Date: ")
                    .doesNotContain("Content-Length");
            assertThat(client.readUntil("}\n\n")).containsPattern("^[1-9a-f][0-9a-f]*\r\nretry: ");
        }
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.1,close,true", "HTTP/1.1,keep-alive,true", "HTTP/1.0,close,false", "HTTP/1.0,keep-alive,false"})
    void servesEveryHttpBeforeTwo(String version, String connection, boolean chunked) throws IOException {
        String request = "GET /events " + version + "\r\nHost: x\r\nConnection: " + connection + "\r\n\r\n";
        try (Stage stage = Stage.quiet(Transport.JETTY);
                RawClient client = new RawClient(stage.uri(), request)) {
            String head = client.readUntil("\r\n\r\n");
            client.readUntil("}\n\n");
            stage.hub().publish(Event.of("n", "n", 1));
            client.readUntil("data: 1\n\n");
            stage.hub().close();

            assertThat(head.contains("Transfer-Encoding: chunked")).isEqualTo(chunked);
            String end = client.readAll();
            assertThat(end).contains("retry: ");
            assertThat(end.endsWith("\r\n0\r\n\r\n")).isEqualTo(chunked);
        }
    }

    @Test
    void whatIsSentBehindTheRequestIsNotAnswered() throws IOException {
        try (Stage stage = Stage.quiet(Transport.JETTY);
                RawClient client = new RawClient(stage.uri(), get("/events", "").repeat(3))) {
            client.readUntil("}\n\n");
            stage.hub().publish(Event.of("n", "n", "one"));
            assertThat(client.readUntil("one")).doesNotContain("HTTP/1.1");
            assertThat(stage.hub().subscriberCount()).isEqualTo(1);
        }
    }

    @Test
    void anEventLargerThanAnyBufferArrivesWhole() throws IOException {
        String large = "x".repeat(3 << 20);
        try (Stage stage = Stage.over(HubOptions.defaults().withLimits(10, 4 << 20));
                RawClient client = stage.open()) {
            stage.hub().publish(Event.of("n", "n", large));
            stage.hub().publish(Event.of("n", "n", "behind"));
            String body = client.readUntil("behind").replaceAll("\r\n[0-9a-f]+\r\n", "");
            assertThat(body).contains("data: \"" + large + "\"\n\n");
        }
    }

    @Test
    void manyBytesFromAPeerWhoShouldOnlyListenDoNoHarm() throws IOException {
        try (Stage stage = Stage.quiet(Transport.JETTY);
                RawClient client = stage.open()) {
            client.send("x".repeat(1 << 20));
            stage.hub().publish(Event.of("n", "n", "one"));
            client.readUntil("one");
        }
    }

    @Test
    @DisplayName("where something between the servlet and the socket wants to see the bytes, it sees them")
    void whoWrapsTheResponseSeesTheBytes() throws IOException {
        Counting counting = new Counting();
        try (Stage stage = Stage.in(new BareJetty().behind(counting), Transport.JETTY);
                RawClient client = stage.open()) {
            assertThat(stage.jetty().protocols()).containsOnly("HttpConnection");
            stage.hub().publish(Event.of("n", "n", "one"));
            client.readUntil("one");
            assertThat(counting.bytes.sum()).isPositive();
        }
    }

    @Test
    void aFilterThatFailsBehindTheServletLeavesNothing() throws IOException {
        BareJetty failing = new BareJetty().withFilter((request, response, chain) -> {
            chain.doFilter(request, response);
            throw new IllegalStateException("behind the servlet");
        });
        try (Stage stage = Stage.in(failing, Transport.JETTY);
                RawClient client = new RawClient(stage.uri(), get("/events", ""))) {
            assertThat(client.readUntil("\r\n")).startsWith("HTTP/1.1 500 ");
            await().until(() -> stage.hub().subscriberCount() == 0);
            assertThat(stage.ends().reasons()).isEqualTo(List.of(CloseReason.PEER_GONE));
        }
    }

    /** Counts what is written below it. */
    private static final class Counting extends Handler.Wrapper {

        private final LongAdder bytes = new LongAdder();

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            return super.handle(
                    request,
                    new Response.Wrapper(request, response) {
                        @Override
                        public void write(boolean last, ByteBuffer content, Callback written) {
                            bytes.add(content == null ? 0 : content.remaining());
                            super.write(last, content, written);
                        }
                    },
                    callback);
        }
    }
}
