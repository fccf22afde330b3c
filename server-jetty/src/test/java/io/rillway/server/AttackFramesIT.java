// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Characters that end lines, put wherever something of a request comes back in a stream or in a head. */
class AttackFramesIT {

    private static final String STREAM = "/api/v1/events/stream";

    @AutoClose
    private final TestServer server = TestServer.over("""
            server: {port: 0}
            data: memory
            endpoints: [canonical, homelab, platform, coaching]
            auth:
              tokens: [{token: eve-token, principal: eve, roles: [admin], grants: ["**"]}]
            """);

    private HttpResponse<String> publish(String event) throws Exception {
        return server.send("eve-token", "POST", "/api/v1/events", event);
    }

    private RawClient open(String path, String headers) throws IOException {
        return server.open("eve-token", path, headers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\n", "\\r", "\\r\\n", "\\u0000", "\\n\\n", "\\ud800"})
    @DisplayName("S1-02 nothing that ends a line gets into a type, a topic or a name of an attribute")
    void noFrameIsForgedByAName(String end) throws Exception {
        for (String event : new String[] {
            "{\"topic\":\"cascade/a\",\"type\":\"x" + end + "data: forged\"}",
            "{\"topic\":\"cascade/a" + end + "data: forged\",\"type\":\"x\"}",
            "{\"topic\":\"cascade/a\",\"type\":\"" + end + "\"}"
        }) {
            assertThat(publish(event).statusCode()).as(event).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\n", "\\r", "\\r\\n", "\\n\\n", "\\u0000", "\\u2028", "\\u2029", "\\u0085", "\\u000b", "\\ufeff"
            })
    @DisplayName("S1-02 S3-02 S5-02 whatever stands in a payload, its frame is one frame in every envelope")
    void noFrameIsForgedByAPayload(String end) throws Exception {
        try (RawClient raw = open("/api/events", "");
                RawClient flat = open(STREAM + "?token=eve-token", "")) {
            raw.readUntil(":ok\n\n");
            flat.readUntil("event: connected");
            String text = end + "event: forged" + end + "data: forged" + end + "id: 9" + end;
            String event = "{\"topic\":[\"cascade/a\",\"cluster/a\"],\"type\":\"t\",\"data\":{\"x\":\"" + text + "\",\""
                    + text + "\":1},\"attributes\":{\"a\":\"b\"}}";
            assertThat(publish(event).statusCode()).isEqualTo(202);
            publish("{\"topic\":[\"cascade/a\",\"cluster/a\"],\"type\":\"last\"}");

            for (RawClient stream : new RawClient[] {raw, flat}) {
                String frames = stream.readUntil("event: last\n");
                assertThat(frames.split("\r\n|\r|\n"))
                        .as("no line of its own for any reader")
                        .noneMatch(line -> line.startsWith("event: forged") || line.startsWith("data: forged"))
                        .filteredOn(line -> line.startsWith("event: t"))
                        .hasSize(1);
                assertThat(frames).doesNotContain("\u0000");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "last_event_id,0-1%0aevent: forged%0a",
        "last_event_id,x%0d%0adata: forged",
        "last_event_id,%00",
        "meta_a,b%0aevent: forged",
        "meta_a%0aevent: forged,b",
        "project_id,%0aevent: forged",
        "events,a%0aevent: forged"
    })
    @DisplayName("C1 S4-07 what a request says of itself comes back in no line of the stream")
    void noFrameIsForgedByARequest(String name, String value) throws Exception {
        String query = ("?" + name + "=" + value).replace(" ", "%20");
        try (RawClient stream = open(STREAM + query, "");
                RawClient watcher = open(STREAM + "?topic=presence&topic=a", "")) {
            String status = stream.readUntil("\r\n");
            assertThat(status).matches("HTTP/1.1 (200|400) .*\r\n");
            watcher.readUntil("event: connected");
            try (RawClient another = open(STREAM + query, "")) {
                another.readUntil("\r\n\r\n");
            }
            publish("{\"topic\":\"a\",\"type\":\"last\"}");
            assertThat(watcher.readUntil("event: last").split("\r\n|\r|\n"))
                    .noneMatch(line -> line.startsWith("event: forged") || line.startsWith("data: forged"));
            server.close();
            assertThat((status + stream.readRest()).split("\r\n|\r|\n"))
                    .noneMatch(line -> line.startsWith("event: forged") || line.startsWith("data: forged"));
        }
    }

    @Test
    @DisplayName("C1 a Last-Event-ID that is no text is answered, with nothing of it in the head")
    void noHeaderIsForgedByAnId() throws Exception {
        for (String id :
                new String[] {"\u0001", "\t", "a\u0080b", "\u00ff".repeat(200), "0-1; x", "-1", "a".repeat(5000)}) {
            try (RawClient stream = open(STREAM, "Last-Event-ID: " + id + "\r\n")) {
                assertThat(stream.readUntil("\r\n")).matches("HTTP/1.1 (200|400) .*\r\n");
            }
        }
    }

    @Test
    @DisplayName("S5-05 the reason of a forced logout is text and no frame")
    void noFrameIsForgedByAReason() throws Exception {
        try (RawClient stream = open(STREAM, "")) {
            stream.readUntil("event: connected");
            String body = "{\"reason\":\"a\\n\\nevent: forged\\ndata: \\u2028\"}";
            assertThat(server.send("eve-token", "POST", "/api/v1/users/eve/force-logout", body)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(stream.readAll().split("\r\n|\r|\n")).noneMatch(line -> line.startsWith("event: forged"));
        }
    }

    @Test
    @DisplayName("S1-09 nothing of a request comes back in the head of a refusal")
    void noHeaderIsForgedByARefusal() throws Exception {
        for (String path : new String[] {
            STREAM + "?topic=%0d%0aX-Forged:%201",
            "/api/v1/connections/%0d%0aX-Forged:%201",
            "/api/v1/resources/a%0d%0aX-Forged:%201",
            "/api/v1/cascades/%0d%0aX-Forged:%201"
        }) {
            String answer = server.raw(RawClient.get(path, "Authorization: Bearer eve-token\r\nConnection: close\r\n"));
            assertThat(answer.substring(0, answer.indexOf("\r\n\r\n"))).doesNotContainIgnoringCase("x-forged");
            assertThat(answer).matches("(?s)HTTP/1.1 4.*");
        }
    }
}
