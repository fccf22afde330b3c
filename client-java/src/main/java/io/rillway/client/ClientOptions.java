// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static java.util.Objects.requireNonNull;

import io.rillway.events.TopicSelector;
import io.rillway.events.wire.SseLimits;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The settings of a client.
 *
 * @param headers further headers of each request
 * @param query further parameters of each request, in order
 * @param credentials asked afresh at each attempt for headers that carry a credential
 * @param lastEventId where to begin, empty for now
 * @param retry when to try again
 * @param limits what a stream may be
 * @param headersTimeout how long an answer may take
 * @param idleTimeout how long a stream may be silent where the server announces no heartbeat
 * @param http what makes the connections; empty for one of the client's own
 */
public record ClientOptions(
        Map<String, String> headers,
        List<Parameter> query,
        Supplier<Map<String, String>> credentials,
        String lastEventId,
        RetryPolicy retry,
        SseLimits limits,
        Duration headersTimeout,
        Duration idleTimeout,
        Optional<HttpClient> http) {

    /**
     * A parameter of the query.
     *
     * @param name its name
     * @param value its value, not encoded yet
     */
    public record Parameter(String name, String value) {}

    public ClientOptions {
        headers = Map.copyOf(headers);
        query = List.copyOf(query);
        requireNonNull(credentials, "credentials");
        requireNonNull(lastEventId, "lastEventId");
        requireNonNull(retry, "retry");
        requireNonNull(limits, "limits");
        requirePositive("headersTimeout", headersTimeout);
        requirePositive("idleTimeout", idleTimeout);
        requireNonNull(http, "http");
    }

    /** {@return no credential; an answer within 10 s; 75 s of silence; {@link RetryPolicy#defaults}} */
    public static ClientOptions defaults() {
        return new ClientOptions(
                Map.of(),
                List.of(),
                Map::of,
                "",
                RetryPolicy.defaults(),
                SseLimits.defaults(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(75),
                Optional.empty());
    }

    /**
     * {@return the defaults with a bearer token}
     *
     * @param token the token
     */
    public static ClientOptions bearer(String token) {
        requireNonNull(token, "token");
        return defaults().credentials(() -> Map.of("Authorization", "Bearer " + token));
    }

    /**
     * {@return these options with other credentials}
     *
     * @param credentials asked afresh at each attempt
     */
    public ClientOptions credentials(Supplier<Map<String, String>> credentials) {
        return new ClientOptions(
                headers, query, credentials, lastEventId, retry, limits, headersTimeout, idleTimeout, http);
    }

    /**
     * {@return these options with topics to ask for}
     *
     * @param selectors what to follow
     */
    public ClientOptions topics(String... selectors) {
        ClientOptions options = this;
        for (String selector : selectors) {
            options = options.parameter("topic", TopicSelector.of(selector).pattern());
        }
        return options;
    }

    /**
     * {@return these options with event types to let through}
     *
     * @param types the types
     */
    public ClientOptions events(String... types) {
        return types.length == 0 ? this : parameter("events", String.join(",", types));
    }

    /**
     * {@return these options with a further parameter}
     *
     * @param name its name
     * @param value its value, not encoded yet
     */
    public ClientOptions parameter(String name, String value) {
        List<Parameter> more = new ArrayList<>(query);
        more.add(new Parameter(name, value));
        return new ClientOptions(
                headers, more, credentials, lastEventId, retry, limits, headersTimeout, idleTimeout, http);
    }

    /**
     * {@return these options with a further header}
     *
     * @param name its name
     * @param value its value
     */
    public ClientOptions header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ClientOptions(
                more, query, credentials, lastEventId, retry, limits, headersTimeout, idleTimeout, http);
    }

    /**
     * {@return these options with a place to begin}
     *
     * @param id the last event id that is known
     */
    public ClientOptions startAfter(String id) {
        return new ClientOptions(headers, query, credentials, id, retry, limits, headersTimeout, idleTimeout, http);
    }

    /**
     * {@return these options with another policy}
     *
     * @param retry when to try again
     */
    public ClientOptions retry(RetryPolicy retry) {
        return new ClientOptions(
                headers, query, credentials, lastEventId, retry, limits, headersTimeout, idleTimeout, http);
    }

    /**
     * {@return these options with other times}
     *
     * @param headersTimeout how long an answer may take
     * @param idleTimeout how long a stream may be silent where no heartbeat is announced
     */
    public ClientOptions timeouts(Duration headersTimeout, Duration idleTimeout) {
        return new ClientOptions(
                headers, query, credentials, lastEventId, retry, limits, headersTimeout, idleTimeout, http);
    }

    /**
     * {@return these options with other limits}
     *
     * @param limits what a stream may be
     */
    public ClientOptions limits(SseLimits limits) {
        return new ClientOptions(
                headers, query, credentials, lastEventId, retry, limits, headersTimeout, idleTimeout, http);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than zero)");
        }
    }
}
