// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.http;

import static java.util.Objects.requireNonNull;

import io.rillway.events.TopicSelector;
import io.rillway.hub.port.Greeting;
import io.rillway.hub.port.Heartbeat;
import io.rillway.hub.port.StreamOptions;
import io.rillway.server.auth.CredentialSource;
import java.time.Duration;
import java.util.List;

/**
 * An endpoint: how its streams look, what a request may ask for, and where its credentials stand.
 *
 * @param name what it is called in configurations
 * @param options how its streams look and behave
 * @param credentials where a credential may stand, in the order they are tried
 * @param query whether a request may choose topics, filters and where to start; the resume position is always its own
 * @param defaultTopics what a stream carries whose request chooses nothing
 * @param cacheControl the header's value
 * @param keepAliveHeader whether {@code Connection: keep-alive} is sent on HTTP/1.1
 */
public record Endpoint(
        String name,
        StreamOptions options,
        List<CredentialSource> credentials,
        boolean query,
        List<TopicSelector> defaultTopics,
        String cacheControl,
        boolean keepAliveHeader) {

    public Endpoint {
        requireNonNull(name, "name");
        requireNonNull(options, "options");
        requireNonNull(cacheControl, "cacheControl");
        credentials = List.copyOf(credentials);
        defaultTopics = List.copyOf(defaultTopics);
    }

    /** {@return the canonical endpoint: raw bodies, {@code connected}, {@code ping} every 15 s, topics and filters} */
    public static Endpoint canonical() {
        return new Endpoint(
                "canonical",
                StreamOptions.canonical(),
                List.of(
                        new CredentialSource.Cookie("rillway_session"),
                        new CredentialSource.Bearer(),
                        new CredentialSource.SessionTicket("session_id", "canonical"),
                        new CredentialSource.StreamToken("sse_token", "canonical")),
                true,
                List.of(TopicSelector.ALL),
                "no-store, no-transform",
                false);
    }

    /** {@return the endpoint of the home-lab application (requirements S1-02 to S1-10)} */
    public static Endpoint homelab() {
        StreamOptions options = StreamOptions.canonical()
                .withGreeting(new Greeting.Comment("ok"))
                .withHeartbeat(Heartbeat.comment(" heartbeat", Duration.ofSeconds(30)))
                .withRetry(Duration.ofSeconds(5));
        return new Endpoint(
                "homelab",
                options,
                List.of(
                        new CredentialSource.Cookie("session_token"),
                        new CredentialSource.Bearer(),
                        new CredentialSource.Query("token")),
                false,
                List.of(TopicSelector.of("cascade/**"), TopicSelector.of("resource/**")),
                "no-cache",
                true);
    }

    /**
     * {@return this endpoint with other options}
     *
     * @param options how its streams look and behave
     */
    public Endpoint withOptions(StreamOptions options) {
        return new Endpoint(name, options, credentials, query, defaultTopics, cacheControl, keepAliveHeader);
    }
}
