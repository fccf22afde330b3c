// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.json.Envelope;
import io.rillway.hub.port.Greeting;
import io.rillway.hub.port.Heartbeat;
import io.rillway.server.auth.CredentialSource.Bearer;
import io.rillway.server.auth.CredentialSource.Cookie;
import io.rillway.server.auth.CredentialSource.Query;
import io.rillway.server.auth.CredentialSource.SessionTicket;
import io.rillway.server.auth.CredentialSource.StreamToken;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The figures of the presets, which other tests shorten. */
class PresetsTest {

    private static Duration seconds(long count) {
        return Duration.ofSeconds(count);
    }

    @Test
    @DisplayName("S1-03 S1-07 S1-08 homelab: 30 s comment, :ok, retry 5000, cookie then Bearer then token")
    void homelab() {
        Endpoint homelab = Endpoint.homelab();

        assertThat(homelab.paths()).containsExactly("/api/events");
        assertThat(homelab.credentials())
                .containsExactly(new Cookie("session_token"), new Bearer(), new Query("token"));
        assertThat(homelab.options().greeting()).isEqualTo(new Greeting.Comment("ok"));
        assertThat(homelab.options().heartbeat()).isEqualTo(Heartbeat.comment(" heartbeat", seconds(30)));
        assertThat(homelab.options().retry()).isEqualTo(seconds(5));
        assertThat(homelab.answers()).isEqualTo(new Answers("no-cache", true, ErrorBody.CANONICAL));
        assertThat(homelab.offer().parameters()).isEmpty();
    }

    @Test
    @DisplayName("S2-05 S2-06 S2-07 S2-10 monitor: 20 s comment, last 500, no-store, Bearer then token then cookie")
    void monitor() {
        Endpoint monitor = Endpoint.monitor();

        assertThat(monitor.paths()).containsExactly("/monitor/stream");
        assertThat(monitor.credentials())
                .containsExactly(new Bearer(), new Query("token"), new Cookie("monitor_token"));
        assertThat(monitor.options().heartbeat()).isEqualTo(Heartbeat.comment("", seconds(20)));
        assertThat(monitor.options().maxPerPrincipal()).isZero();
        assertThat(monitor.offer().replay()).isEqualTo(new Replay(true, 500));
        assertThat(monitor.offer().parameters()).containsExactly("level");
        assertThat(monitor.answers()).isEqualTo(new Answers("no-store", true, ErrorBody.CODE));
    }

    @Test
    @DisplayName("S3-01 S3-05 S3-06 platform: a token in the query, flat bodies, event heartbeat, four filters")
    void platform() {
        Endpoint platform = Endpoint.platform();

        assertThat(platform.paths()).containsExactly("/api/v1/events/stream");
        assertThat(platform.credentials()).containsExactly(new Query("token"));
        assertThat(platform.options().envelope()).isEqualTo(Envelope.FLAT);
        assertThat(platform.options().heartbeat()).isEqualTo(Heartbeat.event("heartbeat", seconds(15)));
        assertThat(platform.offer().parameters())
                .containsExactlyInAnyOrder("cluster_id", "project_id", "workload_id", "resource_type");
        assertThat(platform.offer().replay()).isEqualTo(Replay.SINCE_ID);
    }

    @Test
    @DisplayName("S4-03 S4-06 S4-10 studio: one-time session or token, ping every 15 s, last 50, two for each user")
    void studio() {
        Endpoint studio = Endpoint.studio();

        assertThat(studio.paths()).containsExactly("/api/v1/events/stream");
        assertThat(studio.credentials())
                .containsExactly(new SessionTicket("session_id", "studio"), new StreamToken("sse_token", "studio"));
        assertThat(studio.options().heartbeat()).isEqualTo(Heartbeat.event("ping", seconds(15)));
        assertThat(studio.options().maxPerPrincipal()).isEqualTo(2);
        assertThat(studio.offer().replay()).isEqualTo(new Replay(true, 50));
        assertThat(studio.offer().parameters()).containsExactlyInAnyOrder("events", "meta_*");
        assertThat(studio.takesHeaders()).isFalse();
    }

    @Test
    @DisplayName("S5-01 S5-02 S5-14 coaching: cookie alone, type and data, comment every 15 s, no parameters")
    void coaching() {
        Endpoint coaching = Endpoint.coaching();

        assertThat(coaching.paths()).containsExactly("/api/sse", "/sse");
        assertThat(coaching.credentials()).containsExactly(new Cookie("id"), new Cookie("session_id"));
        assertThat(coaching.options().envelope()).isEqualTo(Envelope.TYPED);
        assertThat(coaching.options().heartbeat().style()).isEqualTo(Heartbeat.Style.COMMENT);
        assertThat(coaching.options().heartbeat().interval()).isEqualTo(seconds(15));
        assertThat(coaching.offer().parameters()).isEmpty();
    }

    @Test
    @DisplayName("C7 C11 canonical: ping every 15 s, no-store, no cap, no token in the query")
    void canonical() {
        Endpoint canonical = Endpoint.canonical();

        assertThat(canonical.options().heartbeat()).isEqualTo(Heartbeat.event("ping", seconds(15)));
        assertThat(canonical.options().maxPerPrincipal()).isZero();
        assertThat(canonical.answers()).isEqualTo(new Answers("no-store, no-transform", false, ErrorBody.CANONICAL));
        assertThat(canonical.credentials()).noneMatch(Query.class::isInstance);
    }

    @Test
    void takesTheTicketsOfItsOwnName() {
        Endpoint other = Endpoint.studio().withName("other");

        assertThat(other.credentials())
                .containsExactly(new SessionTicket("session_id", "other"), new StreamToken("sse_token", "other"));
        assertThat(other.takesTickets()).isTrue();
    }
}
