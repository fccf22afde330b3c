// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.contract;

import io.rillway.client.ClientOptions;
import io.rillway.client.model.NamedValue;
import io.rillway.client.model.RequestMethod;
import io.rillway.client.model.Timeouts;
import io.rillway.client.retry.Backoff;
import io.rillway.client.retry.RetryPolicy;
import io.rillway.events.wire.SseLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Turns the neutral names of the contract tests, and those of the conformance cases, into the client's options. */
final class OptionsReader {

    /** A time of 0 is none. */
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private ClientOptions options = ClientOptions.defaults().withComments();

    // The standard has a client try for ever, where ours gives up after ten attempts unless it is told otherwise.
    private Backoff backoff = Backoff.defaults().withMaxAttempts(Integer.MAX_VALUE);
    private Timeouts timeouts = Timeouts.defaults();
    private RequestMethod method = RequestMethod.GET;
    private final List<NamedValue> headers = new ArrayList<>();

    private OptionsReader() {}

    static ClientOptions read(JsonNode body) {
        OptionsReader reader = new OptionsReader();
        reader.readAll(body);
        reader.readAll(body.path("rillway"));
        return reader.all();
    }

    private ClientOptions all() {
        ClientOptions all = options.method(method).retry(backoff).timeouts(timeouts);
        for (NamedValue header : headers) {
            all = all.header(header.name(), header.value());
        }
        return all;
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
            case "body" -> method = new RequestMethod(method.name(), Optional.of(text(value)));
            case "errorPolicy" -> options = options.policy(policy(value.asString()));
            case "maxRedirects" -> options = options.maxRedirects(value.asInt());
            case "maxEventBytes" -> options = options.limits(limits(value.asLong()));
            case "caPem" -> options = options.tls(Trust.only(value.asString()));
            case "httpVersion" -> options = value.asString().contains("2") ? options.http2() : options;
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
            case "maxReconnectAttempts" -> backoff = backoff.withMaxAttempts(attempts(value.asLong()));
            case "readTimeoutMs", "idleTimeoutMs" -> timeouts = timeouts.withIdle(patience(value));
            case "headersTimeoutMs" -> timeouts = timeouts.withHeaders(patience(value));
            case "connectTimeoutMs" -> timeouts = timeouts.withConnect(patience(value));
            default -> {} // the harness's own
        }
    }

    /** A harness may give a header in the public words and in ours as well; what is said last takes its place. */
    private void headers(JsonNode value) {
        List<NamedValue> given = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(pair -> add(given, pair.path(0).asString(), pair.path(1)));
        } else {
            value.properties().forEach(header -> add(given, header.getKey(), header.getValue()));
        }
        headers.removeIf(old -> given.stream().anyMatch(header -> header.name().equalsIgnoreCase(old.name())));
        headers.addAll(given);
    }

    private static void add(List<NamedValue> headers, String name, JsonNode value) {
        if (value.isArray()) {
            value.forEach(each -> add(headers, name, each));
        } else if (!value.isNull()) {
            headers.add(new NamedValue(name, value.asString()));
        }
    }

    private static String text(JsonNode value) {
        return value.isContainer() ? value.toString() : value.asString();
    }

    private static RetryPolicy policy(String name) {
        return switch (name) {
            case "spec" -> RetryPolicy.SPEC;
            case "resilient" -> RetryPolicy.RESILIENT;
            default -> throw new IllegalArgumentException("errorPolicy: " + name + " (expected: spec or resilient)");
        };
    }

    /** Less than 1 is no limit of one's own. */
    private static SseLimits limits(long eventBytes) {
        return eventBytes < 1
                ? SseLimits.defaults()
                : SseLimits.ofEventBytes((int) Math.min(Integer.MAX_VALUE, eventBytes));
    }

    /** Less than 0 is without end. */
    private static int attempts(long most) {
        return most < 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, most);
    }

    private static Duration millis(JsonNode value) {
        return Duration.ofMillis(value.asLong());
    }

    private static Duration patience(JsonNode value) {
        return value.asLong() > 0 ? millis(value) : FOR_EVER;
    }
}
