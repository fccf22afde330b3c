// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who is connected, who may know, and who may change or end what. */
class ConnectionsIT {

    private static final String ALL = "/api/v1/connections";
    private static final String YAML = """
            server: {port: 0}
            data: memory
            auth:
              tokens:
                - {token: admin-token, principal: admin, roles: [admin], grants: ["**"]}
                - {token: oper-token, principal: otto, roles: [operator], grants: ["**"]}
                - {token: view-token, principal: vera, roles: [viewer], grants: ["**"]}
                - {token: eve-token, principal: eve, grants: ["chat/*"], publish: ["chat/*"]}
            """;

    private final JsonMapper json = new JsonMapper();

    @AutoClose
    private final TestServer server = TestServer.over(YAML);

    /** A stream and the id that it was greeted with. */
    private record Stream(RawClient client, String id) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            client.close();
        }
    }

    private Stream open(String token, String query) throws IOException {
        RawClient client = server.open(token, "/api/v1/events/stream" + query);
        client.readUntil("event: connected");
        String greeting = client.readUntil("\n\n");
        JsonNode data = json.readTree(greeting.substring(greeting.indexOf('{'), greeting.lastIndexOf('}') + 1));
        return new Stream(client, data.path("connection_id").asString());
    }

    private String reopened(String token) throws IOException {
        try (RawClient client = server.open(token, "/api/v1/events/stream")) {
            return client.readUntil("\r\n").substring(9, 12);
        }
    }

    private void publish(String topic, String type) throws Exception {
        HttpResponse<String> answer = server.send(
                "admin-token",
                "POST",
                "/api/v1/events",
                "{\"topic\":\"" + topic + "\",\"type\":\"" + type + "\",\"data\":1}");
        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Test
    @DisplayName("S4-07 a connection is shown with its address, its filters and what it says of itself")
    void aConnectionIsShown() throws Exception {
        try (Stream stream = open("eve-token", "?topic=chat/a&events=s,t&project_id=p1&meta_client_version=1.0.0")) {
            JsonNode view = TestServer.data(server.send("oper-token", "GET", ALL + "/" + stream.id(), ""));

            assertThat(view.path("principal").asString()).isEqualTo("eve");
            assertThat(view.path("remoteAddress").asString()).isEqualTo("127.0.0.1");
            assertThat(view.path("topics").toString()).isEqualTo("[\"chat/a\"]");
            assertThat(view.path("events")).hasSize(2);
            assertThat(view.path("attributes").toString()).isEqualTo("{\"project_id\":[\"p1\"]}");
            assertThat(view.path("metadata").toString()).isEqualTo("{\"client_version\":\"1.0.0\"}");
            assertThat(view.path("progress").path("lag").asInt()).isZero();
            assertThat(view.path("since").asString()).isNotEmpty();
            assertThat(view.toString()).doesNotContain("eve-token");
        }
    }

    /** Nobody, eve whose stream it is, a viewer, an operator, an admin. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|||401 200 404 200 200",
                "PATCH|/subscription|{\"topics\":[\"chat/b\"]}|401 200 404 403 200",
                "DELETE|||401 200 404 403 200",
                "DELETE|?stop=x||401 400 400 400 400",
                "POST|||401 405 405 405 405",
                "GET|/subscription||401 405 405 405 405",
                "GET|/nothing||401 404 404 404 404"
            })
    void onlyWhoMayTouchesAStream(String method, String path, String body, String statuses) throws Exception {
        List<String> answers = new ArrayList<>();
        for (String token : List.of("wrong", "eve-token", "view-token", "oper-token", "admin-token")) {
            try (Stream stream = open("eve-token", "?topic=chat/a")) {
                String whole = ALL + "/" + stream.id() + (path == null ? "" : path);
                answers.add(Integer.toString(server.send(token, method, whole, body == null ? "" : body)
                        .statusCode()));
            }
        }

        assertThat(String.join(" ", answers)).isEqualTo(statuses);
    }

    @Test
    void aListIsOfOnesOwnUnlessOneIsAnOperator() throws Exception {
        try (Stream one = open("eve-token", "?topic=chat/a");
                Stream two = open("view-token", "")) {
            assertThat(TestServer.data(server.send("eve-token", "GET", ALL, "")).findValuesAsString("id"))
                    .containsExactly(one.id());
            assertThat(TestServer.data(server.send("oper-token", "GET", ALL, ""))
                            .findValuesAsString("id"))
                    .containsExactlyInAnyOrder(one.id(), two.id());
        }
        await().untilAsserted(() -> assertThat(TestServer.data(server.send("oper-token", "GET", ALL, "")))
                .isEmpty());
    }

    @Test
    void aStreamChangesWithoutANewOne() throws Exception {
        try (Stream stream = open("eve-token", "?topic=chat/a&meta_v=1")) {
            publish("chat/b", "before");
            HttpResponse<String> answer = server.send(
                    "eve-token",
                    "PATCH",
                    ALL + "/" + stream.id() + "/subscription",
                    "{\"add\":[\"chat/b\",\"chat/\u00e9\"],\"events\":[\"s\",\"t\"],\"attributes\":{\"x\":[\"1&2\"]}}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(TestServer.data(answer).path("query").asString())
                    .isEqualTo("topic=chat%2Fa&topic=chat%2Fb&topic=chat%2F%C3%A9&events=s%2Ct&x=1%262&meta_v=1");

            server.send(
                    "eve-token",
                    "PATCH",
                    ALL + "/" + stream.id() + "/subscription",
                    "{\"remove\":[\"chat/a\"],\"events\":[],\"attributes\":{}}");
            publish("chat/a", "left-out");
            publish("chat/b", "after");

            assertThat(stream.client().readUntil("event: after")).doesNotContain("before", "left-out");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"topics\":[\"secret\"]}|403|eve may not see secret",
                "{\"add\":[\"user/otto\"]}|403|eve may not see user/otto",
                "{\"topics\":[]}|400|topics: none would be left",
                "{\"remove\":[\"chat/a\"]}|400|topics: none would be left",
                "{\"topics\":\"chat/a\"}|400|topics: \"chat/a\" (expected: a list of at most 100 texts)",
                "{\"topics\":[5]}|400|topics: 5 (expected: a text)",
                "{\"topics\":[\"a**\"]}|400|topics: topic selector",
                "{\"attributes\":{\"a\":\"b\"}}|400|attributes: a: \"b\" (expected: a list",
                "{\"grants\":[\"**\"]}|400|grants: unknown field",
                "{}|400|body: nothing to change",
                "[]|400|body: not an object"
            })
    @DisplayName("C9 a change only narrows what is granted")
    void aBadChangeChangesNothing(String body, int status, String message) throws Exception {
        try (Stream stream = open("eve-token", "?topic=chat/a")) {
            String path = ALL + "/" + stream.id();

            HttpResponse<String> answer = server.send("eve-token", "PATCH", path + "/subscription", body);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            assertThat(TestServer.error(answer, "message")).contains(message);
            assertThat(TestServer.data(server.send("eve-token", "GET", path, ""))
                            .path("topics")
                            .toString())
                    .isEqualTo("[\"chat/a\"]");
        }
    }

    @Test
    void anAdminsChangeDoesNotWidenSomebodyElsesGrants() throws Exception {
        try (Stream stream = open("eve-token", "?topic=chat/a")) {
            String path = ALL + "/" + stream.id() + "/subscription";
            assertThat(server.send("admin-token", "PATCH", path, "{\"topics\":[\"secret\"]}")
                            .statusCode())
                    .isEqualTo(403);

            server.send("admin-token", "PATCH", path, "{\"topics\":[\"**\"]}");
            publish("secret", "hidden");
            publish("chat/z", "seen");

            assertThat(stream.client().readUntil("event: seen")).doesNotContain("hidden");
        }
    }

    @Test
    void whoWasEndedMayComeBackAndWhoWasStoppedMayNot() throws Exception {
        try (Stream stream = open("eve-token", "?topic=chat/a")) {
            server.send("admin-token", "DELETE", ALL + "/" + stream.id(), "");
            stream.client().readAll();
        }
        assertThat(reopened("eve-token")).isEqualTo("200");

        try (Stream stream = open("eve-token", "?topic=chat/a")) {
            HttpResponse<String> answer =
                    server.send("admin-token", "DELETE", ALL + "/" + stream.id() + "?stop=true", "");
            assertThat(TestServer.data(answer).path("stopped").asBoolean()).isTrue();
            stream.client().readAll();
        }
        assertThat(reopened("eve-token")).isEqualTo("204");
        assertThat(reopened("view-token")).isEqualTo("200");
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/users/eve/force-logout", "/admin/force_logout/eve"})
    @DisplayName("S5-05 S5-16 a forced logout tells all of a user's streams, ends them, and refuses them with 204")
    void aForcedLogoutTellsEveryTab(String path) throws Exception {
        assertThat(server.send("", "POST", path, "").statusCode()).isEqualTo(401);
        for (String token : List.of("eve-token", "view-token", "oper-token")) {
            assertThat(server.send(token, "POST", path, "").statusCode()).isEqualTo(403);
        }
        try (Stream one = open("eve-token", "?topic=chat/a");
                Stream two = open("eve-token", "?topic=chat/b");
                Stream others = open("view-token", "?topic=chat/a")) {
            String ticket = server.send("eve-token", "POST", "/api/v1/events/session", "")
                    .body()
                    .replaceAll(".*:\"|\".*", "");

            HttpResponse<String> answer = server.send("admin-token", "POST", path, "{\"reason\":\"role \\n changed\"}");

            assertThat(answer.body()).isEqualTo("{\"data\":{\"principal\":\"eve\",\"connections\":2}}");
            assertThat(one.client().readAll())
                    .contains("event: force_logout\ndata: {\"reason\":\"role \\n changed\"}\n\n");
            assertThat(two.client().readAll()).contains("event: force_logout\n");
            publish("chat/a", "still-here");
            assertThat(others.client().readUntil("still-here")).doesNotContain("force_logout");
            assertThat(server.send("", "GET", "/api/v1/events/stream?session_id=" + ticket, "")
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(reopened("eve-token")).isEqualTo("204");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/api/v1/users/eve/force-logout|{\"reason\":\"\"}|400",
                "/api/v1/users/eve/force-logout|{\"reason\":5}|400",
                "/api/v1/users/eve/force-logout|{\"redirect\":\"//evil.example\"}|400",
                "/api/v1/users/eve/force-logout|x|400",
                "/api/v1/users/eve|{}|404",
                "/api/v1/users|{}|404",
                "/admin/force_logout|{}|404",
                "/admin/force_logout/a%00b|{}|400"
            })
    void aBadOrderLogsNobodyOut(String path, String body, int status) throws Exception {
        try (Stream stream = open("eve-token", "?topic=chat/a")) {
            assertThat(server.send("admin-token", "POST", path, body).statusCode())
                    .isEqualTo(status);
            publish("chat/a", "still-here");
            stream.client().readUntil("still-here");
        }
    }

    @Test
    void aPageOfAnotherSiteLogsNobodyOut() throws Exception {
        assertThat(server.send("admin-token", "POST", "/admin/force_logout/eve", "", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void readinessIsADeliveryThatNobodyElseSees() throws Exception {
        try (Stream stream = open("admin-token", "?topic=**")) {
            HttpResponse<String> ready = server.send("", "GET", "/readyz", "");

            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body()).isEqualTo("{\"status\":\"ready\"}");
            publish("a", "mine");
            assertThat(stream.client().readUntil("event: mine")).doesNotContain("canary");
        }
    }
}
