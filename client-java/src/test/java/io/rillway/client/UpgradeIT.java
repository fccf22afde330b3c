// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.client.model.StreamEvent.Received;
import io.rillway.client.testing.UpgradingServer;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Without TLS nothing but HTTP/1.1 is asked for, since the JDK's client can lose what comes with a 101 (decision 54). */
class UpgradeIT {

    private static final int EVENTS = 30;

    private static List<String> events() {
        return IntStream.range(0, EVENTS)
                .mapToObj(i -> i + " ".repeat(2000) + i)
                .toList();
    }

    private static UpgradingServer server() throws Exception {
        return new UpgradingServer(events().stream()
                .map(data -> "data: " + data + "\n\n")
                .collect(Collectors.joining("", "retry: 1\n\n", "")));
    }

    private static List<String> heard(ClientOptions options) throws Exception {
        List<String> heard = new ArrayList<>();
        try (UpgradingServer server = server();
                EventClient client = EventClient.open(server.uri(), options)) {
            while (heard.size() < EVENTS) {
                if (client.next().orElseThrow() instanceof Received event) {
                    heard.add(event.data());
                }
            }
        }
        return heard;
    }

    @Test
    @DisplayName(
            "a given HTTP client, which would ask for an upgrade, loses nothing though it is held up when it reads")
    void aGivenClientLosesNothing() throws Exception {
        HttpClient http = HttpClient.newBuilder().executor(Runnable::run).build();
        assertThat(heard(ClientOptions.defaults().http(http))).isEqualTo(events());
    }

    @Test
    void askedForHttp2ItLosesNothing() throws Exception {
        assertThat(heard(ClientOptions.defaults().http2())).isEqualTo(events());
    }
}
