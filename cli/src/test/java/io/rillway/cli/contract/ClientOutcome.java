// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cli.contract.Harness.Driven;
import io.rillway.cli.contract.Harness.Message;
import io.rillway.client.testing.Asked;
import io.rillway.client.testing.CaseServers;
import io.rillway.testing.LiveThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What has come of a client's case so far, against what was expected; times leave room for a busy
 * machine: the client's own tests look at them in a time of their own.
 *
 * @param earlier the threads of HTTP clients that were there before the case: of other tests, until their garbage is collected
 */
record ClientOutcome(JsonNode expect, Driven stream, Optional<CaseServers> servers, Set<Thread> earlier) {

    private static final long ROOM_MILLIS = 1500;

    void check() {
        for (Map.Entry<String, JsonNode> expected : expect.properties()) {
            check(expected.getKey(), expected.getValue());
        }
    }

    private void check(String name, JsonNode value) {
        switch (name) {
            case "events" ->
                assertThat(events())
                        .isEqualTo(
                                value.valueStream().map(ClientOutcome::fields).toList());
            case "eventCount" -> assertThat(events()).hasSize(value.asInt());
            case "firstEventDataLength" -> assertThat(events().get(0).get(2)).hasSize(value.asInt());
            case "errors" -> assertThat(texts("error", "class")).isEqualTo(list(value));
            case "errorStatus" ->
                assertThat(stream.all("error").get(0).body().get("status")).isEqualTo(value);
            case "requestCount" -> checkCount(value);
            case "requests" -> checkRequests(value);
            case "openCallbacks" ->
                assertThat(texts("state", "state").stream().filter("open"::equals))
                        .hasSize(value.asInt());
            case "states" -> assertThat(texts("state", "state")).isEqualTo(list(value));
            case "noTightLoop" ->
                assertThat(servers.orElseThrow().requestsOfASecond()).isBetween(5L, 50L);
            case "connectionsLeft" ->
                assertThat(servers.orElseThrow().connections()).isEqualTo(value.asInt());
            case "final" -> assertThat(texts("state", "state")).last().isEqualTo(value.asString());
            case "delaysMs" -> value.forEach(this::checkDelay);
            case "delaySequenceMs" -> checkSequence(value);
            case "delayRangesMs" -> checkRanges(value);
            case "deliveredWithRequest" -> checkDemand(value);
            case "firstConnectionClosedByClient", "collectableAfterClose" ->
                assertThat(servers.orElseThrow().connections()).isLessThanOrEqualTo(1);
            case "httpClientThreadsMax" -> checkThreads(value.asInt());
            case "nextDelayMs",
                    "observeMs",
                    "withinMs",
                    "errorWithinMs",
                    "tolerance",
                    "distinctOver10Runs",
                    "thenRequestAllDelivers",
                    "afterClosing",
                    "heapStable" -> assertThat(value).isNotNull(); // how to look, or looked at elsewhere
            default -> throw new IllegalArgumentException("expectation: " + name);
        }
    }

    private List<String> texts(String kind, String field) {
        return stream.all(kind).stream()
                .map(message -> message.body().get(field).asString())
                .toList();
    }

    private List<List<String>> events() {
        return stream.all("event").stream()
                .map(message -> message.body().get("event"))
                .map(event -> List.of(
                        event.get("id").asString(),
                        event.get("type").asString(),
                        event.get("data").asString()))
                .toList();
    }

    private static List<String> fields(JsonNode event) {
        return List.of(
                event.get("id").asString(),
                event.get("event").asString(),
                event.get("data").asString());
    }

    private static List<String> list(JsonNode texts) {
        return texts.valueStream().map(JsonNode::asString).toList();
    }

    private void checkCount(JsonNode count) {
        int made = servers.orElseThrow().asked().size();
        if (count.isObject()) {
            assertThat(made).isLessThanOrEqualTo(count.get("max").asInt());
        } else {
            assertThat(made).isEqualTo(count.asInt());
        }
    }

    private void checkRequests(JsonNode expected) {
        List<Asked> made = servers.orElseThrow().asked();
        assertThat(made).hasSizeGreaterThanOrEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            checkRequest(made.get(i), expected.get(i));
        }
    }

    private static void checkRequest(Asked made, JsonNode expected) {
        for (Map.Entry<String, JsonNode> part : expected.properties()) {
            JsonNode value = part.getValue();
            switch (part.getKey()) {
                case "method" -> assertThat(made.method()).isEqualTo(value.asString());
                case "target" -> assertThat(made.target()).isEqualTo(value.asString());
                case "body" -> assertThat(made.body()).isEqualTo(value.asString());
                case "headers" ->
                    value.properties()
                            .forEach(header -> assertThat(made.header(header.getKey()))
                                    .containsExactly(header.getValue().asString()));
                case "headerCount" ->
                    value.properties()
                            .forEach(header -> assertThat(made.header(header.getKey()))
                                    .hasSize(header.getValue().asInt()));
                case "headerValues" ->
                    value.properties()
                            .forEach(header ->
                                    assertThat(made.header(header.getKey())).isEqualTo(list(header.getValue())));
                case "absent" ->
                    value.forEach(
                            header -> assertThat(made.header(header.asString())).isEmpty());
                default -> throw new IllegalArgumentException("expectation of a request: " + part.getKey());
            }
        }
    }

    private void checkDelay(JsonNode delay) {
        int from = delay.at("/between/0").asInt() - 1;
        assertThat(servers.orElseThrow().asked()).hasSizeGreaterThan(from + 1);
        long waited = servers.orElseThrow().asked().get(from + 1).nanos()
                - servers.orElseThrow().ends().get(from);
        assertBetween(waited, delay.path("min").asLong(0), delay.path("max").asLong(60_000));
    }

    /** Where no connection is made, the errors tell when an attempt was. */
    private long between(int error) {
        List<Message> errors = stream.all("error");
        assertThat(errors).hasSizeGreaterThan(error + 1);
        return errors.get(error + 1).nanos() - errors.get(error).nanos();
    }

    /** By the whole time, since a callback that comes late makes one wait long and the next one short. */
    private void checkSequence(JsonNode sequence) {
        long sum = sequence.valueStream().mapToLong(JsonNode::asLong).sum();
        List<Message> errors = stream.all("error");
        assertThat(errors).hasSizeGreaterThan(sequence.size());
        assertBetween(errors.get(sequence.size()).nanos() - errors.get(0).nanos(), sum * 9 / 10, sum);
    }

    private void checkRanges(JsonNode ranges) {
        for (int i = 0; i < ranges.size(); i++) {
            assertBetween(
                    between(i),
                    ranges.get(i).get(0).asLong(),
                    ranges.get(i).get(1).asLong());
        }
    }

    private static void assertBetween(long nanos, long min, long max) {
        assertThat(Duration.ofNanos(nanos).toMillis()).isBetween(min / 2, max + ROOM_MILLIS);
    }

    private void checkDemand(JsonNode demand) {
        int events = events().size();
        int all = expect.get("thenRequestAllDelivers").asInt();
        if (events == demand.get("delivered").asInt()) {
            more();
        }
        assertThat(events).isEqualTo(all);
    }

    private void more() {
        try {
            stream.command("{\"command\":\"request\",\"request\":{\"count\":100000}}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void checkThreads(int most) {
        assertThat(selectors().stream().filter(thread -> !earlier.contains(thread)))
                .hasSizeLessThanOrEqualTo(most);
    }

    /** The threads of all HTTP clients that are there now. */
    static Set<Thread> selectors() {
        return LiveThreads.named(name -> name.endsWith("SelectorManager"));
    }
}
