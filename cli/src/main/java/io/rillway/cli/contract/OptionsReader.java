// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.contract;

import io.rillway.client.ClientOptions;
import io.rillway.client.model.RequestMethod;
import io.rillway.client.model.Timeouts;
import io.rillway.client.retry.Backoff;
import io.rillway.client.retry.RetryPolicy;
import io.rillway.events.wire.SseLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Turns the neutral names of the contract tests, and those of the conformance cases, into the client's options. */
final class OptionsReader {

    private ClientOptions options = ClientOptions.defaults().withComments();
    private Backoff backoff = Backoff.defaults();
    private Timeouts timeouts = Timeouts.defaults();
    private RequestMethod method = RequestMethod.GET;

    private OptionsReader() {}

    static ClientOptions read(JsonNode body) {
        OptionsReader reader = new OptionsReader();
        reader.readAll(body);
        reader.readAll(body.path("rillway"));
        return reader.options.method(reader.method).retry(reader.backoff).timeouts(reader.timeouts);
    }

    private void readAll(JsonNode from) {
        for (Map.Entry<String, JsonNode> option : from.properties()) {
            if (!option.getValue().isNull()) {
                read(option.getKey(), option.getValue());
            }
        }
    }

    /** Names that say nothing about the client are the harness's own. */
    private void read(String name, JsonNode value) {
        switch (name) {
            case "headers" -> headers(value);
            case "headersSupplier" -> options = options.credentials(new ScriptedCredentials(value));
            case "lastEventId", "initialLastEventId" -> options = options.startAfter(value.asString());
            case "method" -> method = new RequestMethod(value.asString(), method.body());
            case "body" -> method = new RequestMethod(method.name(), Optional.of(value.asString()));
            case "errorPolicy" ->
                options = options.policy(value.asString().equals("spec") ? RetryPolicy.SPEC : RetryPolicy.RESILIENT);
            case "maxRedirects" -> options = options.maxRedirects(value.asInt());
            case "maxEventBytes" -> options = options.limits(SseLimits.ofEventBytes(value.asInt()));
            case "caPem" -> options = options.tls(Trust.only(value.asString()));
            case "httpVersion" -> options = value.asString().startsWith("2") ? options.http2() : options;
            default -> time(name, value);
        }
    }

    private void time(String name, JsonNode value) {
        switch (name) {
            case "initialDelayMs", "reconnectDelayMs" -> backoff = backoff.withInitial(millis(value));
            case "maxReconnectDelayMs" -> backoff = backoff.withMax(millis(value));
            case "backoffMultiplier" -> backoff = backoff.withFactor(value.asDouble());
            case "jitter" -> backoff = backoff.withJitter(value.asDouble());
            case "resetAfterMs" -> backoff = backoff.withStableAfter(millis(value));
            case "maxReconnectAttempts" -> backoff = backoff.withMaxAttempts(value.asInt());
            case "readTimeoutMs", "idleTimeoutMs" -> timeouts = timeouts.withIdle(millis(value));
            case "headersTimeoutMs" -> timeouts = timeouts.withHeaders(millis(value));
            case "connectTimeoutMs" -> timeouts = timeouts.withConnect(millis(value));
            default -> {} // the harness's own
        }
    }

    private void headers(JsonNode headers) {
        if (headers.isArray()) {
            headers.forEach(pair -> header(pair.get(0).asString(), pair.get(1)));
        } else {
            headers.properties().forEach(header -> header(header.getKey(), header.getValue()));
        }
    }

    private void header(String name, JsonNode value) {
        if (value.isArray()) {
            value.forEach(each -> header(name, each));
        } else {
            options = options.header(name, value.asString());
        }
    }

    private static Duration millis(JsonNode value) {
        return Duration.ofMillis(value.asLong());
    }
}
