// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.rillway.server.config.ConfigException;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Resources of the file and of the API beside each other: who may change what, and what becomes of it. */
class CatalogIT {

    private static final String HEAD = """
            server: {port: 0, stopTimeout: 5s}
            auth: {tokens: [{token: t, principal: a, roles: [admin], grants: ["**"]}]}
            """;

    private static final String FILE = """
            cascades: {stepTimeout: 30s, pollInterval: 50ms}
            resources:
              - {id: db, connector: {type: command, start: [touch, db], stop: [rm, -f, db], status: [ls, db]}}
              - {id: web, dependsOn: [db], probe: {tcp: 1, interval: 50ms}}
            """;

    @AutoClose
    private final TestServer server = TestServer.over(HEAD + FILE);

    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        return server.send("t", method, "/api/v1/" + path, body, headers);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code, String... words) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(TestServer.error(answer, "code")).isEqualTo(code);
        assertThat(TestServer.error(answer, "message")).hasSizeLessThan(1100);
        for (String word : words) {
            assertThat(TestServer.error(answer, "message")).contains(word);
        }
    }

    @Test
    @DisplayName("409 CONFIGURED: what comes from the file is changed there")
    void whatComesFromTheFileIsReadOnly() throws Exception {
        String why = "db comes from the configuration file and is changed there";

        assertRefused(send("POST", "resources", "{\"id\":\"db\"}"), 409, "CONFIGURED", why);
        assertRefused(send("PUT", "resources/db", "{\"id\":\"db\"}"), 409, "CONFIGURED", why);
        assertRefused(send("PUT", "resources/db", "{\"id\":\"db\"}", "If-Match", "x"), 409, "CONFIGURED", why);
        assertRefused(send("DELETE", "resources/db", ""), 409, "CONFIGURED", why);
        assertRefused(send("POST", "dependencies", "{\"resourceId\":\"db\",\"id\":\"web\"}"), 409, "CONFIGURED", why);
        assertRefused(
                send("DELETE", "dependencies/web/db", ""), 409, "CONFIGURED", "web comes from the configuration file");
        assertThat(send("GET", "resources/db", "").headers().firstValue("ETag")).isEmpty();
        assertThat(send("GET", "resources/db", "").body()).contains("\"configured\":true");
    }

    @Test
    @DisplayName("cascades.allowRemoteCommands: programs of this machine come over the API only if the file says so")
    void programsComeOverTheApiOnlyIfTheFileSaysSo() throws Exception {
        String[] bodies = {
            "{\"id\":\"x\",\"connector\":{\"type\":\"process\",\"command\":[\"true\"]}}",
            "{\"id\":\"x\",\"connector\":{\"type\":\"command\",\"start\":[\"true\"]}}",
            "{\"id\":\"x\",\"probe\":{\"command\":[\"true\"]}}",
            "{\"id\":\"x\",\"probe\":{\"command\":{\"run\":[\"true\"]}}}",
            "{\"id\":\"x\",\"inactivity\":[{\"port\":1},{\"command\":[\"true\"]}]}"
        };
        for (String body : bodies) {
            assertRefused(send("POST", "resources", body), 403, "FORBIDDEN", "cascades.allowRemoteCommands: true");
            assertRefused(send("PUT", "resources/x", body), 403, "FORBIDDEN", "cascades.allowRemoteCommands: true");
        }
        assertThat(send("GET", "resources/x", "").statusCode()).isEqualTo(404);
        server.restart(HEAD + FILE.replace("{stepTimeout", "{allowRemoteCommands: true, stepTimeout"));

        for (String body : bodies) {
            assertThat(send("PUT", "resources/x", body).statusCode()).as(body).isIn(200, 201);
        }
    }

    @Test
    @DisplayName("the same id in the file and made over the API: the start is refused, naming both places")
    void oneIdAtTwoPlacesIsRefusedNamingBoth() throws Exception {
        send("POST", "resources", "{\"id\":\"extra\"}");
        Path folder = server.folder();

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> server.restart(HEAD + FILE + "  - id: extra\n"))
                .withMessageContaining(
                        folder.resolve("rillway.yaml") + ": resources: extra: also made over the API, in "
                                + folder.resolve("data").resolve("resources.json"));
    }

    @Test
    @DisplayName("a resource made over the API outlives a restart, with all that it was given")
    void whatWasMadeOverTheApiOutlivesARestart() throws Exception {
        String body =
                "{\"id\":\"nas\",\"name\":\"N\u00e4s \ud83d\udcbe\",\"type\":\"machine\",\"confirmBeforeShutdown\":true,"
                        + "\"dependsOn\":[{\"id\":\"db\",\"required\":false,\"condition\":\"started\"}],\"hostedAtOnce\":1,"
                        + "\"connector\":{\"type\":\"wake-on-lan\",\"mac\":\"00:11:22:33:44:55\"},\"probe\":{\"tcp\":1},\"retry\":2}";
        assertThat(send("POST", "resources", body).statusCode()).isEqualTo(201);
        send("POST", "resources", "{\"id\":\"vm\",\"host\":\"nas\"}");
        String before = shown("nas");
        server.restart(HEAD + FILE);

        assertThat(shown("nas"))
                .isEqualTo(before)
                .contains("N\u00e4s \ud83d\udcbe")
                .contains("\"started\"");
        assertThat(shown("vm")).contains("\"host\":\"nas\"");
        assertRefused(send("DELETE", "resources/nas", ""), 409, "RESOURCE_NEEDED", "vm");
    }

    /** But for what the status may be by now. */
    private String shown(String id) throws Exception {
        return send("GET", "resources/" + id, "").body().replaceAll("\"status\":\"\\w+\"", "");
    }

    @Test
    void ofTwoWhoEditTheSameTheSecondIsTold() throws Exception {
        String tag = send("POST", "resources", "{\"id\":\"x\"}")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        assertThat(send("GET", "resources/x", "").headers().firstValue("ETag")).contains(tag);

        HttpResponse<String> first = send("PUT", "resources/x", "{\"id\":\"x\",\"name\":\"A\"}", "If-Match", tag);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        String now = first.headers().firstValue("ETag").orElseThrow();
        assertThat(now).isNotEqualTo(tag);
        HttpResponse<String> second = send("PUT", "resources/x", "{\"id\":\"x\",\"name\":\"B\"}", "If-Match", tag);

        assertRefused(second, 412, "PRECONDITION_FAILED", "x was changed by somebody else");
        assertThat(second.body()).contains("\"revision\":" + now);
        assertThat(send("GET", "resources/x", "").body()).contains("\"name\":\"A\"");
        assertRefused(send("DELETE", "resources/x", "", "If-Match", tag), 412, "PRECONDITION_FAILED");
        assertRefused(send("PUT", "resources/x", "{\"id\":\"x\"}", "If-None-Match", "*"), 412, "PRECONDITION_FAILED");
        assertRefused(send("PUT", "resources/y", "{\"id\":\"y\"}", "If-Match", "*"), 412, "PRECONDITION_FAILED");
        assertRefused(
                send("PUT", "resources/y", "{\"id\":\"y\"}", "If-None-Match", tag),
                400,
                "VALIDATION_ERROR",
                "If-None-Match");
        assertThat(send("PUT", "resources/y", "{\"id\":\"y\"}", "If-None-Match", "*")
                        .statusCode())
                .isEqualTo(201);
        assertThat(send("DELETE", "resources/x", "", "If-Match", "\"other\", " + now)
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("DELETE", "resources/x", "", "If-Match", now).statusCode())
                .isEqualTo(404);
    }

    @Test
    void anIdThatStandsInThePathNeedNotBeRepeated() throws Exception {
        assertThat(send("PUT", "resources/x", "{\"name\":\"A\"}").statusCode()).isEqualTo(201);
        assertThat(send("PUT", "resources/x", "{\"name\":\"B\"}").statusCode()).isEqualTo(200);

        assertThat(send("GET", "resources/x", "").body()).contains("\"id\":\"x\",\"name\":\"B\"");
        assertRefused(
                send("PUT", "resources/x", "{\"id\":\"y\"}"),
                400,
                "VALIDATION_ERROR",
                "id: \"y\" (expected: \"x\", as in the path)");
    }

    @Test
    void whatACascadeTouchesIsNotEdited() throws Exception {
        server.restart(
                HEAD + FILE + "  - {id: slow, connector: {type: command, start: [sleep, '5'], status: [ls, slow]}}\n");
        send("POST", "resources", "{\"id\":\"top\",\"dependsOn\":[\"slow\"]}");
        String id = TestServer.data(send("POST", "cascades/start", "{\"resourceId\":\"top\"}"))
                .path("id")
                .asString();

        assertRefused(send("PUT", "resources/top", "{\"id\":\"top\"}"), 409, "RESOURCE_BUSY", "top", id);
        assertRefused(send("DELETE", "resources/top", ""), 409, "RESOURCE_BUSY", id);
        assertRefused(send("DELETE", "dependencies/top/slow", ""), 409, "RESOURCE_BUSY", id);
        assertThat(send("POST", "resources", "{\"id\":\"apart\"}").statusCode()).isEqualTo(201);

        send("POST", "cascades/" + id + "/cancel", "");
        await().until(() -> send("PUT", "resources/top", "{\"id\":\"top\"}").statusCode() == 200);
    }

    @Test
    void idsThatAreNoneAreRefusedBriefly() throws Exception {
        String large = "x".repeat(60_000);
        String unicode = "{\"id\":\"\u0440\u0435\u0441\u0443\u0440\u0441\"}";

        // No longer than what a socket takes at once: who still sends when the answer comes may lose it.
        String larger = "{\"resourceId\":\"" + "x".repeat(70_000) + "\"}";
        assertRefused(send("POST", "cascades/start", larger), 413, "PAYLOAD_TOO_LARGE");
        assertRefused(send("POST", "cascades/start", "{\"resourceId\":\"" + large + "\"}"), 404, "NOT_FOUND");
        assertRefused(send("POST", "cascades/start", "{\"resourceId\":\"\u0440\"}"), 404, "NOT_FOUND", "\u0440");
        assertRefused(send("POST", "cascades/start", "{\"resourceId\":\"\"}"), 404, "NOT_FOUND");
        assertRefused(send("POST", "resources", "{\"id\":\"" + large + "\"}"), 400, "VALIDATION_ERROR", "id: ");
        assertRefused(send("POST", "resources", unicode), 400, "VALIDATION_ERROR", "id: ");
        for (String id : new String[] {"..", ".hidden", "a/b", "a b", "a\\u0000", "a\\nb", "*"}) {
            assertRefused(send("POST", "resources", "{\"id\":\"" + id + "\"}"), 400, "VALIDATION_ERROR", "id: ");
        }
        assertThat(send("GET", "resources/" + "x".repeat(4000), "").statusCode())
                .isEqualTo(404);
        assertThat(send("GET", "resources/%D1%80", "").statusCode()).isEqualTo(404);
    }

    @Test
    void aHeadIsAGetWithoutABody() throws Exception {
        for (String path : new String[] {"resources", "resources/db", "cascades", "graph", "dependencies"}) {
            String get = send("GET", path, "").body();
            String head = server.raw("HEAD /api/v1/" + path
                    + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer t\r\n\r\n");

            assertThat(head)
                    .startsWith("HTTP/1.1 200")
                    .contains("Content-Length: " + get.length() + "\r\n")
                    .endsWith("\r\n\r\n");
        }
        assertThat(server.raw(
                        RawClient.get("/api/v1/cascades/none", "Authorization: Bearer t\r\nConnection: close\r\n")))
                .startsWith("HTTP/1.1 404");
    }
}
