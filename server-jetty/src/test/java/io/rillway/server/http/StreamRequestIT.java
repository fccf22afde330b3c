// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.events.Event;
import io.rillway.hub.HubOptions;
import io.rillway.server.endpoint.Endpoint;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.StreamServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as nobody should send them, and a few that are merely unusual. */
class StreamRequestIT {

    private final StreamServer server = new StreamServer(
            HubOptions.defaults(), hub -> new EventStreamServlet(hub, Endpoint.canonical()).anonymous("**"));

    @AfterEach
    void stop() {
        server.close();
    }

    private RawClient ask(String target, String headers) throws IOException {
        return new RawClient(server.uri(), RawClient.get("/events" + target, headers));
    }

    private void publish(int data, Map<String, String> attributes) {
        server.hub().publish(Event.of("n", "n", data).withAttributes(attributes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?project=a&project=a&project=b",
                "?events=n,n&events=n",
                "?topic=n&topic=n",
                "?meta_a=1&meta_a=2"
            })
    @DisplayName("what is said twice counts once")
    void saidTwiceCountsOnce(String query) throws IOException {
        try (RawClient client = ask(query, "")) {
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            client.readUntil("}\n\n");
            publish(1, Map.of("project", "c"));
            publish(2, Map.of("project", "b"));
            assertThat(client.readUntil("data: 2\n\n")).containsOnlyOnce("data: 2");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?topic=|topic",
                "?topic=%0d%0aX-Evil:%201|topic",
                "?topic=a%00b|topic",
                "?topic=**/a|topic",
                "?since=|since",
                "?since=+1000000000-12-31T23:59:59Z|since",
                "?since=2026-02-30T00:00:00Z|since",
                "?last=-1|last",
                "?last=100001|last",
                "?last=|last",
                "?last=%D9%A1|last",
            })
    @DisplayName("a bad value is answered 400, by its name")
    void badValues(String query, String name) throws IOException {
        try (RawClient client = ask(query, "")) {
            assertThat(client.readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("application/json")
                    .doesNotContain("X-Evil");
            assertThat(client.readUntil("}}"))
                    .contains("VALIDATION_ERROR")
                    .contains(name)
                    .contains("(expected: ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?topic=%ZZ", "?topic=%C3%28", "?a=%", "?meta_%FF=1"})
    @DisplayName("a query that cannot be decoded is answered 400, in JSON")
    void undecodableQueries(String query) throws IOException {
        try (RawClient client = ask(query, "")) {
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 400 ").contains("application/json");
            client.readUntil("}}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-999999999-01-01T00:00:00Z",
                "%2B999999999-12-31T23:59:59.999999999Z",
                "-1000000000-01-01T00:00:00Z"
            })
    @DisplayName("the ends of time harm no writer")
    void endsOfTime(String since) throws IOException {
        publish(1, Map.of());
        try (RawClient client = ask("?since=" + since, "")) {
            client.readUntil("}\n\n");
            publish(2, Map.of());
            client.readUntil("data: 2\n\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Last-Event-ID: nonsense",
                "Last-Event-ID: 0-9223372036854775807",
                "Last-Event-ID: -",
                "Last-Event-ID: \u00e9\u4e2d",
                "Last-Event-ID: ffffffffffffffff-99999999999999999999"
            })
    @DisplayName("C1 any id is answered with a stream, and one that is unknown with a gap")
    void anyIdIsAnswered(String header) throws IOException {
        publish(1, Map.of());
        try (RawClient client = ask("", header + "\r\n")) {
            assertThat(client.readUntil("event: gap\n")).startsWith("HTTP/1.1 200 ");
            publish(2, Map.of());
            client.readUntil("data: 2\n\n");
        }
    }

    @Test
    void emptyHeaderIsNoHeader() throws IOException {
        String first = server.hub()
                .publish(Event.of("n", "n", 1))
                .toCompletableFuture()
                .join();
        publish(2, Map.of());
        try (RawClient client = ask("?last_event_id=" + first, "Last-Event-ID: \r\n")) {
            assertThat(client.readUntil("data: 2\n\n")).doesNotContain("data: 1\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|text/event-stream",
                "200|Text/Event-Stream; q=0.5, text/html",
                "200|*/*",
                "200|text/*",
                "200|application/json, */*;q=0.1",
                "406|application/json",
                "406|text/html",
                "406|text/event-stream;q=0",
                "406|text/event-streams",
            })
    void acceptsWhatTakesEventStreams(int status, String accept) throws IOException {
        try (RawClient client = ask("", "Accept: " + accept + "\r\n")) {
            assertThat(client.readUntil("\r\n")).startsWith("HTTP/1.1 " + status + " ");
        }
        try (RawClient client = ask("", "Accept: image/png\r\nAccept: " + accept + "\r\n")) {
            assertThat(client.readUntil("\r\n")).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Test
    void headIsAnsweredAsAStreamWouldBeAndOpensNone() throws IOException {
        String request = "HEAD /events HTTP/1.1\r\nHost: x\r\n\r\n";
        try (RawClient client = new RawClient(server.uri(), request)) {
            for (int i = 0; i < 2; i++) {
                assertThat(client.readUntil("\r\n\r\n"))
                        .startsWith("HTTP/1.1 200 ")
                        .contains("Content-Type: text/event-stream\r\n", "Cache-Control: ", "Rillway-Heartbeat: 15\r\n")
                        .doesNotContain("Content-Length");
                client.send(request);
            }
        }
        assertThat(server.hub().subscriberCount()).isZero();
    }

    @Test
    void headIsRefusedAsAStreamWouldBeWithoutABody() throws IOException {
        String head = "HEAD /events?last=x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
        try (RawClient query = new RawClient(server.uri(), head + "\r\n");
                RawClient type = new RawClient(server.uri(), head + "Accept: image/png\r\n\r\n")) {
            assertThat(query.readAll()).startsWith("HTTP/1.1 400 ").endsWith("\r\n\r\n");
            assertThat(type.readAll()).startsWith("HTTP/1.1 406 ").endsWith("\r\n\r\n");
        }
    }

    @Test
    @DisplayName("a GET with a body is a GET")
    void getWithABody() throws IOException {
        String request = "GET /events HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" + "b".repeat(100_000);
        try (RawClient client = new RawClient(server.uri(), request)) {
            client.readUntil("}\n\n");
            publish(1, Map.of());
            client.readUntil("data: 1\n\n");
        }
        await().until(() -> server.hub().subscriberCount() == 0);
    }

    @Test
    @DisplayName("HTTP/1.0 has neither chunks nor a Connection header, and ends by the socket's end")
    void oldHttp() throws IOException {
        try (RawClient client = new RawClient(server.uri(), "GET /events HTTP/1.0\r\nHost: x\r\n\r\n")) {
            assertThat(client.readUntil("\r\n\r\n")).doesNotContain("chunked").doesNotContain("keep-alive");
            client.readUntil("}\n\n");
            server.hub().close();
            assertThat(client.readAll()).matches("retry: \\d+\n\n");
        }
    }

    @Test
    @DisplayName("a client is told that the socket closes, so that its next request does not go into a dying one")
    void saysThatTheSocketCloses() throws Exception {
        try (RawClient client = ask("", "")) {
            assertThat(client.readUntil("\r\n\r\n"))
                    .contains("Connection: close\r\n")
                    .contains("Transfer-Encoding: chunked\r\n");
        }
    }

    @Test
    @DisplayName("one client that comes again at once, a hundred times, is never refused a socket")
    void comesAgainAtOnce() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        URI uri = URI.create(server.uri() + "/events");
        for (int i = 0; i < 100; i++) {
            HttpResponse<Stream<String>> response =
                    client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofLines());
            try (Stream<String> lines = response.body()) {
                assertThat(lines.anyMatch("event: connected"::equals)).isTrue();
            }
        }
        await().until(() -> server.hub().subscriberCount() == 0);
    }
}
