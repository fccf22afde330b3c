// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.server.testing.LeakRecorder;
import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that are meant to be read differently by whoever guards and by whoever answers. */
class AttackPathsIT {

    private final LeakRecorder recorder = new LeakRecorder();

    @AutoClose
    private final TestServer server = TestServer.over("""
            server: {port: 0}
            data: memory
            endpoints: [canonical, homelab, monitor, platform, studio, coaching]
            auth:
              tokens:
                - {token: eve-token, principal: eve, grants: ["chat/*"]}
            resources: [{id: nas-of-the-house}]
            """);

    @AfterEach
    void stop() {
        server.close();
        recorder.close();
    }

    private String raw(String path, String headers) throws IOException {
        return server.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "Connection: close\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/healthz/../api/v1/graph",
                "/healthz/..;/api/v1/graph",
                "/healthz/..;x=y/api/v1/graph",
                "/healthz/%2e%2e/api/v1/graph",
                "/healthz/%2e%2e;/api/v1/graph",
                "/healthz%2f..%2fapi/v1/graph",
                "/healthz/..%5capi/v1/graph",
                "/healthz/.%00./api/v1/graph",
                "//api/v1/graph",
                "/api//v1/graph",
                "/api/v1/graph/",
                "/api/v1/graph;jsessionid=1",
                "/api/v1/graph;/healthz",
                "/api/v1/graph%3b/healthz",
                "/api/v1/graph%00",
                "/api/v1/graph%2f",
                "/api/v1/./graph",
                "/api/v1/graph/.",
                "/API/V1/GRAPH",
                "/api/v1/gr%61ph",
                "/api/v1/graph?/../../healthz",
                "/api/v1/resources/..;/resources",
                "/api/v1/resources/nas-of-the-house%2f..",
                "/api/v1/connections/..%2fresources",
                "/readyz/..;/api/v1/resources/nas-of-the-house",
                "http://x/api/v1/graph",
                "http://x/healthz/..;/api/v1/graph",
                "/api/v1/events/stream/../../graph",
                "/monitor/stream/..;/logs",
                "/signin/..;/api/v1/graph",
                "/metrics/..;/api/v1/graph",
                "/..;/..;/etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/static/..%2f..%2frillway.yaml"
            })
    @DisplayName("no way of writing an address leads past the credential or the role")
    void noAddressLeadsPastTheGuard(String path) throws Exception {
        for (String headers : new String[] {"", "Authorization: Bearer eve-token\r\n"}) {
            String answer = raw(path, headers);

            assertThat(answer).matches("(?s)HTTP/1.1 (30[128]|400|401|403|404|405|406|422) .*");
            assertThat(answer).doesNotContain("nas-of-the-house\"", "root:", "tokens:", "\tat ", "Exception");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing%0d%0aWARN%20forged%20line",
                "/nothing%0aforged",
                "/nothing?x=%0d%0aforged",
                "/nothing%e2%80%a8forged",
                "/nothing%1b[31mforged",
                "/nothing%7f%00forged",
                "/api/v1/graph?topic=%0d%0aforged",
                "/api/v1/events/stream?topic=a%0d%0aforged"
            })
    @DisplayName("S4-04 what stands in an address forges no line of a log, and no header")
    void noLineOfALogIsForged(String path) throws Exception {
        String answer = raw(path, "User-Agent: x\r\nReferer: /%0d%0aforged\r\nAuthorization: Bearer eve-token\r\n");

        assertThat(answer.substring(0, answer.indexOf("\r\n\r\n"))).doesNotContain("forged");
        await().until(() -> !recorder.lines("io.rillway.access").isEmpty());
        assertThat(recorder.logged().lines()).noneMatch(line -> line.startsWith("forged") || line.startsWith("WARN"));
        assertThat(recorder.lines("io.rillway.access"))
                .allSatisfy(line -> assertThat(line).matches("[ -~]+"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
                "POST /api/v1/auth/logout HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nxxxxx",
                "GET /healthz HTTP/1.1\r\nHost: x\r\nX: y\r\n Folded: z\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET /healthz HTTP/1.1\r\n\r\n",
                "GET /healthz\u0000 HTTP/1.1\r\nHost: x\r\n\r\n"
            })
    @DisplayName("a request that two readers could understand differently is refused, and its connection is closed")
    void whatIsAmbiguousIsRefused(String request) throws Exception {
        try (RawClient client = new RawClient(server.uri(), request)) {
            assertThat(client.readAll()).startsWith("HTTP/1.1 400");
        }
    }
}
