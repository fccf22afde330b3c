// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import io.rillway.client.model.Credential;
import io.rillway.client.model.CredentialSource;
import io.rillway.client.model.NamedValue;
import io.rillway.client.model.Timeouts;
import io.rillway.client.retry.Backoff;
import io.rillway.client.retry.RetryPolicy;
import io.rillway.events.wire.SseLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import tools.jackson.databind.JsonNode;

/** Turns the neutral options of the conformance cases into the client's own. */
final class ConformanceOptions {

    private ClientOptions options = ClientOptions.defaults();
    private Backoff backoff = Backoff.defaults();
    private Timeouts timeouts = Timeouts.defaults();

    static ClientOptions read(JsonNode client) {
        ConformanceOptions read = new ConformanceOptions();
        for (Map.Entry<String, JsonNode> option : client.properties()) {
            read.apply(option.getKey(), option.getValue());
        }
        return read.options.retry(read.backoff).timeouts(read.timeouts);
    }

    private void apply(String name, JsonNode value) {
        switch (name) {
            case "headers" -> headers(value);
            case "headersSupplier" -> options = options.credentials(supplier(value));
            case "initialLastEventId" -> options = options.startAfter(value.asString());
            case "reconnectDelayMs" -> backoff = backoff.withInitial(millis(value));
            case "maxReconnectDelayMs" -> backoff = backoff.withMax(millis(value));
            case "backoffMultiplier" -> backoff = backoff.withFactor(value.asDouble());
            case "jitter" -> backoff = backoff.withJitter(value.asDouble());
            case "resetAfterMs" -> backoff = backoff.withStableAfter(millis(value));
            case "maxReconnectAttempts" -> backoff = backoff.withMaxAttempts(value.asInt());
            case "idleTimeoutMs" -> timeouts = timeouts.withIdle(millis(value));
            case "headersTimeoutMs" -> timeouts = timeouts.withHeaders(millis(value));
            case "connectTimeoutMs" -> timeouts = timeouts.withConnect(millis(value));
            case "errorPolicy" ->
                options = options.policy(value.asString().equals("spec") ? RetryPolicy.SPEC : RetryPolicy.RESILIENT);
            case "maxRedirects" -> options = options.maxRedirects(value.asInt());
            case "maxEventBytes" -> options = options.limits(SseLimits.ofEventBytes(value.asInt()));
            default -> throw new IllegalArgumentException("client option: " + name);
        }
    }

    private void headers(JsonNode headers) {
        if (headers.isArray()) {
            headers.forEach(pair ->
                    options = options.header(pair.get(0).asString(), pair.get(1).asString()));
        } else {
            headers.properties()
                    .forEach(header -> options =
                            options.header(header.getKey(), header.getValue().asString()));
        }
    }

    private static CredentialSource supplier(JsonNode values) {
        Queue<JsonNode> left = new ArrayDeque<>();
        values.forEach(left::add);
        return refused -> {
            JsonNode next = left.size() > 1 ? left.remove() : left.element();
            if (next.isString()) {
                throw new IOException(next.asString());
            }
            return new Credential(
                    next.properties().stream()
                            .map(header -> new NamedValue(
                                    header.getKey(), header.getValue().asString()))
                            .toList(),
                    List.of());
        };
    }

    private static Duration millis(JsonNode value) {
        return Duration.ofMillis(value.asLong());
    }
}
