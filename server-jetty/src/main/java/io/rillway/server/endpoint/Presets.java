// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.endpoint;

import io.rillway.events.json.Envelope;
import io.rillway.hub.port.Greeting;
import io.rillway.hub.port.Heartbeat;
import io.rillway.hub.port.StreamOptions;
import io.rillway.server.auth.CredentialSource;
import io.rillway.server.auth.CredentialSource.Bearer;
import io.rillway.server.auth.CredentialSource.Cookie;
import io.rillway.server.auth.CredentialSource.Query;
import io.rillway.server.auth.CredentialSource.SessionTicket;
import io.rillway.server.auth.CredentialSource.StreamToken;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The endpoints as the applications have them, figure by figure (requirements, section 6). */
final class Presets {

    /** Where the canonical endpoint, the platform's and the studio's are; what a request shows tells them apart (C10). */
    private static final String SHARED = "/api/v1/events/stream";

    private static final StreamOptions USUAL = StreamOptions.canonical();
    private static final Duration FIFTEEN = Duration.ofSeconds(15);

    private static final int STUDIO_STREAMS = 2;
    private static final int STUDIO_BACKLOG = 50;
    private static final int MONITOR_BACKLOG = 500;

    private Presets() {}

    static Endpoint canonical() {
        String name = "canonical";
        return new Endpoint(
                name,
                List.of(SHARED),
                List.of(
                        new Cookie("rillway_session"),
                        new Bearer(),
                        new SessionTicket("session_id", name),
                        new StreamToken("sse_token", name)),
                offer(List.of("**"), "topic", "events", "since", "last", "meta_*", Offer.ANY),
                new Answers("no-store, no-transform", false, ErrorBody.CANONICAL),
                USUAL);
    }

    static Endpoint homelab() {
        return new Endpoint(
                "homelab",
                List.of("/api/events"),
                List.of(new Cookie("session_token"), new Bearer(), new Query("token")),
                offer(List.of("cascade/**", "resource/**")),
                new Answers("no-cache", true, ErrorBody.CANONICAL),
                USUAL.withGreeting(new Greeting.Comment("ok"))
                        .withHeartbeat(Heartbeat.comment(" heartbeat", Duration.ofSeconds(30)))
                        .withRetry(Duration.ofSeconds(5)));
    }

    static Endpoint monitor() {
        return new Endpoint(
                "monitor",
                List.of("/monitor/stream"),
                List.of(new Bearer(), new Query("token"), new Cookie("monitor_token")),
                offer(List.of("logs"), "level").withReplay(Replay.SINCE_ID.withBacklog(MONITOR_BACKLOG)),
                new Answers("no-store", true, ErrorBody.CODE),
                USUAL.withGreeting(new Greeting.None()).withHeartbeat(Heartbeat.comment("", Duration.ofSeconds(20))));
    }

    static Endpoint platform() {
        return new Endpoint(
                "platform",
                List.of(SHARED),
                List.of(new Query("token")),
                offer(
                        List.of("cluster/**", "project/**", "workload/**", "build/**"),
                        "cluster_id",
                        "project_id",
                        "workload_id",
                        "resource_type"),
                new Answers("no-cache", false, ErrorBody.CANONICAL),
                USUAL.withEnvelope(Envelope.FLAT).withHeartbeat(Heartbeat.event("heartbeat", FIFTEEN)));
    }

    static Endpoint studio() {
        String name = "studio";
        List<CredentialSource> tickets =
                List.of(new SessionTicket("session_id", name), new StreamToken("sse_token", name));
        return new Endpoint(
                name,
                List.of(SHARED),
                tickets,
                offer(List.of("user/{principal}/**", "novel/**"), "events", "meta_*")
                        .withReplay(Replay.SINCE_ID.withBacklog(STUDIO_BACKLOG)),
                new Answers("no-cache", false, ErrorBody.DETAIL),
                USUAL.withMaxPerPrincipal(STUDIO_STREAMS));
    }

    static Endpoint coaching() {
        return new Endpoint(
                "coaching",
                List.of("/api/sse", "/sse"),
                List.of(new Cookie("id"), new Cookie("session_id")),
                offer(List.of("user/{principal}/**", "broadcast")),
                new Answers("no-cache", false, ErrorBody.CANONICAL),
                USUAL.withEnvelope(Envelope.TYPED)
                        .withGreeting(new Greeting.None())
                        .withHeartbeat(Heartbeat.comment(" keep-alive", FIFTEEN)));
    }

    private static Offer offer(List<String> topics, String... parameters) {
        return new Offer(topics, Set.of(parameters), Replay.SINCE_ID);
    }
}
