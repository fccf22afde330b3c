// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A server that is full, and how each kind of client is told. */
class ShedIT {

    private static final String BEARER = "Authorization: Bearer eve-token\r\n";
    private static final String BROWSER = BEARER + "Accept: text/event-stream\r\nSec-Fetch-Mode: cors\r\n";
    private static final String STREAM = "/api/v1/events/stream";

    @AutoClose
    private TestServer server;

    private void start(String limits) {
        server = TestServer.over("""
                server: {port: 0}
                data: memory
                auth:
                  tokens:
                    - {token: eve-token, principal: eve, grants: ["**"]}
                    - {token: otto-token, principal: otto, grants: ["**"]}
                limits: LIMITS
                """.replace("LIMITS", limits));
    }

    private RawClient open(String headers) throws IOException {
        RawClient stream = new RawClient(server.uri(), RawClient.get(STREAM, headers));
        stream.readUntil("event: connected");
        return stream;
    }

    private String refused(String path, String headers) throws IOException {
        return server.raw(RawClient.get(path, headers + "Connection: close\r\n"));
    }

    private static long retry(String answer) {
        Matcher retry = Pattern.compile("retry: (\\d+)\n").matcher(answer);
        assertThat(retry.find()).as(answer).isTrue();
        return Long.parseLong(retry.group(1));
    }

    @Test
    void anApiClientIsToldWhenToComeBack() throws Exception {
        start("{maxSubscribers: 1}");
        try (RawClient first = open(BEARER)) {
            assertThat(refused(STREAM, BEARER))
                    .startsWith("HTTP/1.1 503")
                    .contains("Retry-After: 5\r\n")
                    .contains("{\"error\":{\"code\":\"TOO_MANY_SUBSCRIBERS\"")
                    .contains("\"details\":{\"retryAfterSeconds\":5}");
            first.leave();
        }
        await().until(() -> {
            try (RawClient second = new RawClient(server.uri(), RawClient.get(STREAM, BEARER))) {
                return second.readUntil("\r\n").contains(" 200 ");
            }
        });
    }

    @Test
    void aBrowserIsToldInAStreamAndLaterEachTime() throws Exception {
        start("{maxSubscribers: 1}");
        try (RawClient first = open(BEARER)) {
            String once = refused(STREAM, BROWSER);
            long second = retry(refused(STREAM, BROWSER));
            long third = retry(refused(STREAM, BROWSER));

            assertThat(once).startsWith("HTTP/1.1 200").contains("Content-Type: text/event-stream");
            assertThat(retry(once)).isBetween(2500L, 5000L);
            assertThat(second).isBetween(5000L, 10_000L);
            assertThat(third).isBetween(10_000L, 20_000L);
            first.leave();
        }
    }

    @Test
    @DisplayName("S4-10 a user has as many streams as the limit says, and then 429 with Retry-After: 30")
    void aUserHasTwo() throws Exception {
        start("{maxPerPrincipal: 2}");
        try (RawClient one = open(BEARER);
                RawClient two = open(BEARER);
                RawClient others = open(BEARER.replace("eve", "otto"))) {
            assertThat(refused(STREAM, BEARER))
                    .startsWith("HTTP/1.1 429")
                    .contains("Retry-After: 30\r\n")
                    .contains("TOO_MANY_OF_PRINCIPAL");
            one.leave();
            two.leave();
            others.leave();
        }
        await().untilAsserted(() -> open(BEARER).close());
    }

    @Test
    void aTicketThatCameToNothingIsGivenBack() throws Exception {
        start("{maxPerPrincipal: 1}");
        String ticket = server.send("eve-token", "POST", "/api/v1/events/session", "")
                .body()
                .replaceAll(".*:\"|\".*", "");
        String path = STREAM + "?session_id=" + ticket;
        try (RawClient first = open(BEARER)) {
            assertThat(refused(path, "Accept: text/event-stream\r\nSec-Fetch-Mode: cors\r\n"))
                    .as("a browser with a one-time ticket mints a new one, or comes again with this")
                    .startsWith("HTTP/1.1 429")
                    .contains("Retry-After: 30\r\n");
            first.leave();
        }

        await().until(() -> {
            try (RawClient again = new RawClient(server.uri(), RawClient.get(path, ""))) {
                return again.readUntil("\r\n").contains(" 200 ");
            }
        });
    }

    @Test
    void aStormIsSlowedDown() throws Exception {
        start("{connectsPerSecond: 1}");
        int refused = 0;
        for (int i = 0; i < 10; i++) {
            try (RawClient stream = new RawClient(server.uri(), RawClient.get(STREAM, BEARER))) {
                refused += stream.readUntil("\r\n").contains(" 503 ") ? 1 : 0;
            }
        }

        assertThat(refused).isPositive();
    }

    @Test
    void aSubscriptionHasSoManyTopics() throws Exception {
        start("{maxTopics: 2}");

        assertThat(refused(STREAM + "?topic=a&topic=b&topic=c", BROWSER))
                .startsWith("HTTP/1.1 400")
                .contains("TOO_MANY_TOPICS");
    }
}
