// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What Prometheus is shown. */
class MetricsIT {

    private static final String YAML = """
            server: {port: 0}
            data: memory
            auth:
              tokens:
                - {token: view-s3cret, principal: s3cret-vera, roles: [viewer], grants: ["**"]}
                - {token: none-s3cret, principal: nina, grants: ["**"]}
            """;

    @AutoClose
    private final TestServer server = TestServer.over(YAML);

    private String metrics() throws IOException, InterruptedException {
        return server.send("view-s3cret", "GET", "/metrics", "").body();
    }

    @Test
    void streamsAndTheirEndsAreCounted() throws Exception {
        String path = "/api/v1/events/stream?topic=s3cret-topic&last_event_id=s3cret-id&meta_x=s3cret-meta";
        try (RawClient stream = server.open("view-s3cret", path)) {
            stream.readUntil("event: gap");

            await().untilAsserted(() -> assertThat(metrics())
                    .contains("rillway_subscribers 1.0")
                    .contains("rillway_streams_opened_total 1.0")
                    .contains("rillway_gaps_total{reason=\"unknown\"} 1.0"));
        }

        await().untilAsserted(() -> assertThat(metrics())
                .contains("rillway_subscribers 0.0")
                .contains("rillway_streams_closed_total{reason=\"peer_gone\"} 1.0"));
        assertThat(metrics())
                .contains("rillway_events_published_bytes_count 0")
                .contains("rillway_publish_to_flush_seconds_bucket{le=\"0.001\"}")
                .contains("rillway_streams_refused_total{reason=\"connect_rate\"} 0.0")
                .contains("rillway_lag_greatest 0.0");
        assertThat(metrics()).contains("jvm_memory_used_bytes").doesNotContain("s3cret");
    }

    @Test
    void onlyAViewerIsShownThem() throws Exception {
        assertThat(server.send("", "GET", "/metrics", "").statusCode()).isEqualTo(401);
        assertThat(server.send("none-s3cret", "GET", "/metrics", "").statusCode())
                .isEqualTo(403);
        HttpResponse<String> answer = server.send("view-s3cret", "GET", "/metrics", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(server.send("view-s3cret", "POST", "/metrics", "").statusCode())
                .isEqualTo(405);
    }
}
