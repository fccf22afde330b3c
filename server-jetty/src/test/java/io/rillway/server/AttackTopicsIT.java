// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts of a plain user to see, live or in a replay, what was told to somebody else. */
class AttackTopicsIT {

    private static final String STREAM = "/api/v1/events/stream";
    private static final String YAML = """
            server: {port: 0}
            data: memory
            endpoints: [canonical, homelab, monitor, platform, studio, coaching]
            auth:
              tokens:
                - {token: admin-token, principal: admin, roles: [admin], grants: ["**"]}
                - {token: eve-token, principal: eve, grants: ["user/eve/**", "broadcast", "chat/*"]}
                - {token: star-token, principal: "*", grants: ["user/eve/**"]}
                - {token: path-token, principal: "eve/secret", grants: ["broadcast"]}
            """;

    @AutoClose
    private final TestServer server = TestServer.over(YAML);

    private String publish(String topic, String type) throws Exception {
        HttpResponse<String> answer = server.send(
                "admin-token",
                "POST",
                "/api/v1/events",
                "{\"topic\":\"" + topic + "\",\"type\":\"" + type
                        + "\",\"data\":{\"n\":1},\"attributes\":{\"project_id\":\"p1\"}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return TestServer.data(answer).path("id").asString();
    }

    /** Publishes what is private and then what is everybody's; {@return what a stream has seen of both} */
    private String seen(String token, String query) throws Exception {
        publish("user/otto/mail", "private-before");
        publish("broadcast", "public-before");
        try (RawClient stream = server.open(token, STREAM + query)) {
            String head = stream.readUntil("\r\n\r\n");
            assertThat(head).startsWith("HTTP/1.1 200");
            String greeting = stream.readUntil("event: connected");
            publish("user/otto/mail", "private-live");
            publish("logs", "private-logs");
            publish("user/eve/mail", "mine");
            publish("broadcast", "public-live");
            return greeting + stream.readUntil("event: public-live");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?topic=**",
                "?topic=*&topic=broadcast",
                "?topic=user/*/mail&topic=broadcast",
                "?topic=user/**&topic=broadcast",
                "?topic=*/otto/**&topic=broadcast",
                "?topic=**&last=100",
                "?topic=**&since=2020-01-01T00:00:00Z",
                "?last_event_id=0-0&topic=**",
                "?topic=**&events=private-live,public-live,private-before,mine",
                "?topic=**&project_id=p1",
                "?topic=**&meta_principal=otto"
            })
    @DisplayName("C9 a wildcard, a start in the past or a filter never shows more than the grants")
    void nothingWidensTheGrants(String query) throws Exception {
        assertThat(seen("eve-token", query)).doesNotContain("private");
    }

    @ParameterizedTest
    @CsvSource({
        "user/otto/mail,403",
        "user/otto,403",
        "logs,403",
        "presence,403",
        "canary,403",
        "chat/a/b,403",
        "broadcast/x,403",
        "Broadcast,403",
        "user/eve/../otto/mail,200",
        "user/eve%2f..%2fotto%2fmail,200",
        "user/eve/%2e%2e/otto/mail,200",
        "user/eve/./mail,200",
        "user//otto,400",
        "/user/otto,400",
        "user/otto/,400",
        "user/**/otto,400",
        "user/o*,400",
        "**/otto,400",
        "user/otto%00,400",
        "user/otto%0aevent: x,400",
        "'',400"
    })
    @DisplayName("a topic is taken as it is written: no dots, no slashes and no wildcards lead to another's")
    void aTopicLeadsNowhereElse(String topic, int status) throws Exception {
        try (RawClient client = server.open("eve-token", STREAM + "?topic=" + topic.replace(" ", "%20"))) {
            assertThat(client.readUntil("\r\n")).startsWith("HTTP/1.1 " + status);
            publish("user/otto/mail", "private");
            server.close();
            assertThat(client.readRest()).doesNotContain("private");
        }
    }

    @Test
    @DisplayName("C1 a replay after the id of a private event shows only what the grants pick now")
    void aReplayIsNoWayAround() throws Exception {
        String id = publish("user/otto/mail", "private-one");
        publish("user/otto/mail", "private-two");
        publish("broadcast", "public");

        for (String headers : List.of("Last-Event-ID: " + id + "\r\n", "")) {
            String query = headers.isEmpty() ? "?last_event_id=" + id : "";
            try (RawClient stream = server.open("eve-token", STREAM + query, headers)) {
                assertThat(stream.readUntil("event: public")).doesNotContain("private");
            }
        }
    }

    @Test
    @DisplayName("a replay of an admin's stream goes on with the narrower grants of a token that renews it")
    void aNarrowerTokenNarrowsAtOnce() throws Exception {
        server.configure(
                YAML.replace("principal: \"*\", grants: [\"user/eve/**\"]", "principal: admin, grants: [broadcast]"));
        server.send("admin-token", "POST", "/api/v1/auth/reload", "");
        try (RawClient stream = server.open("admin-token", STREAM + "?topic=**")) {
            String greeting = stream.readUntil("event: connected") + stream.readUntil("\n\n");
            String connection = greeting.replaceAll("(?s).*\"connection_id\":\"([^\"]*)\".*", "$1");
            assertThat(server.send("star-token", "POST", "/api/v1/connections/" + connection + "/token", "")
                            .statusCode())
                    .isEqualTo(200);
            publish("user/otto/mail", "private");
            publish("broadcast", "public");

            assertThat(stream.readUntil("event: public")).doesNotContain("private");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"star-token", "path-token"})
    @DisplayName("S5-13 the name of a user is no wildcard and no path where it stands in a topic")
    void aNameIsNoPattern(String token) throws Exception {
        String ticket = server.send(token, "POST", "/api/v1/events/session", "{\"endpoint\":\"studio\"}")
                .body()
                .replaceAll(".*:\"|\".*", "");
        try (RawClient stream = server.open("", STREAM + "?session_id=" + ticket)) {
            String status = stream.readUntil("\r\n");
            if (status.startsWith("HTTP/1.1 200")) {
                stream.readUntil("event: connected");
                publish("user/eve/secret", "private");
                publish("novel/1", "unseen");
                server.close();
                assertThat(stream.readRest()).doesNotContain("private");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"/api/sse,topic=**", "/api/events,topic=**", "/monitor/stream,topic=**&events=x"})
    @DisplayName("S5-01 an endpoint without parameters hears none")
    void anEndpointWithoutParametersHearsNone(String path, String query) throws Exception {
        String link = server.server().signInLink().getQuery();
        String cookies = String.join(
                "; ",
                server.send("", "GET", "/signin?" + link, "").headers().allValues("Set-Cookie").stream()
                        .map(cookie -> cookie.replaceAll(";.*", ""))
                        .toList());
        try (RawClient stream = server.open("", path + "?" + query, "Cookie: " + cookies + "\r\n")) {
            assertThat(stream.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200");
            stream.readUntil("\n\n");
            publish("chat/a", "elsewhere");
            publish("broadcast", "seen");
            publish("cascade/1", "seen");
            publish("logs", "seen");
            assertThat(stream.readUntil("seen")).doesNotContain("elsewhere");
        }
    }

    @Test
    @DisplayName("what somebody may publish is not what they may see, nor the other way round")
    void seeingIsNotTelling() throws Exception {
        for (String topic : List.of("broadcast", "user/eve/x", "chat/a", "user/otto")) {
            assertThat(server.send(
                                    "eve-token",
                                    "POST",
                                    "/api/v1/events",
                                    "{\"topic\":\"" + topic + "\",\"type\":\"t\"}")
                            .statusCode())
                    .isEqualTo(403);
        }
    }
}
