// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.server.testing.TestServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes that the five applications' clients know are there, all of them on one port. */
class SourceRoutesIT {

    @AutoClose
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.over("""
                server: {port: 0}
                data: memory
                auth: {tokens: [{token: admin-token, principal: root, roles: [admin], grants: ["**"]}]}
                endpoints: [canonical, homelab, monitor, platform, studio, coaching]
                """);
    }

    @ParameterizedTest(name = "{0} {1} is {2}, and {3} without a credential")
    @CsvSource({
        "POST, /api/cascades/start, 400, 401",
        "POST, /api/cascades/stop, 400, 401",
        "GET, /api/cascades, 200, 401",
        "POST, /api/v1/auth/sse-token, 200, 401",
        "POST, /api/v1/events/session, 200, 401",
        "POST, /api/v1/auth/logout, 204, 204",
        "GET, /api/v1/events/health, 200, 200",
        "POST, /admin/force_logout/nobody, 200, 401",
        "GET, /healthz, 200, 200",
        "POST, /api/events, 405, 405",
        "POST, /monitor/stream, 405, 405",
        "POST, /api/v1/events/stream, 405, 405",
        "POST, /api/sse, 405, 405",
        "POST, /sse, 405, 405",
    })
    @DisplayName("S1-07 S1-18 S1-36 S2-01 S3-01 S4-01 S4-02 S4-10 S5-01 S5-16 the sources' routes")
    void isThere(String method, String route, int status, int withoutCredential) throws Exception {
        HttpResponse<String> answer = server.send("admin-token", method, route, "");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(server.send("", method, route, "").statusCode()).isEqualTo(withoutCredential);
    }

    @ParameterizedTest(name = "a stream at {0} is refused without a credential")
    @CsvSource({"/api/events", "/monitor/stream", "/api/v1/events/stream", "/api/sse", "/sse"})
    void streamsAreThere(String route) throws Exception {
        HttpResponse<String> answer = server.send("", "GET", route, "");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    }
}
