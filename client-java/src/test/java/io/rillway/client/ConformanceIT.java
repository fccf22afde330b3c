// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.client.model.ConnectionState;
import io.rillway.client.model.StreamEvent;
import io.rillway.client.model.StreamEvent.Fault;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.client.model.StreamEvent.Started;
import io.rillway.client.testing.CaseServers;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The cases of the conformance set that need nothing but what this client has. */
class ConformanceIT {

    /** Options and actions of parts that the client does not have: POST, a publisher, h2 and TLS fixtures, a restart. */
    private static final Set<String> OTHER_PARTS = Set.of("method", "mode", "tls", "restart");

    /** Cases that CloseIT has in its own words. */
    private static final Set<String> ELSEWHERE =
            Set.of("owned-httpclient-selector-thread-released", "handlers-hold-no-cycle-to-httpclient");

    @TestFactory
    Stream<DynamicTest> behavesAsTheCasesHaveIt() throws IOException {
        try (InputStream file = ConformanceIT.class.getResourceAsStream("/conformance/sse-client-cases.json")) {
            return JsonMapper.shared()
                    .readTree(file)
                    .get("cases")
                    .valueStream()
                    .filter(ConformanceIT::isOfThisClient)
                    .map(each -> DynamicTest.dynamicTest(each.get("name").asString(), () -> run(each)));
        }
    }

    private static boolean isOfThisClient(JsonNode each) {
        boolean restarts = each.path("actions")
                .valueStream()
                .anyMatch(action -> OTHER_PARTS.contains(action.path("do").asString("")));
        return !restarts
                && !ELSEWHERE.contains(each.get("name").asString())
                && OTHER_PARTS.stream().noneMatch(each.get("client")::has);
    }

    private static void run(JsonNode each) throws Exception {
        ManualTime manual = new ManualTime();
        boolean real = each.get("group").asString().equals("timeouts");
        try (CaseServers servers = new CaseServers(each.get("server"));
                EventClient client = new EventClient(
                        servers.uri(), ConformanceOptions.read(each.get("client")), real ? Time.SYSTEM : manual)) {
            List<StreamEvent> seen = new CopyOnWriteArrayList<>();
            Thread reader = new Thread(() -> client.forEach(event -> see(each, client, event, seen)));
            reader.setDaemon(true);
            reader.start();

            Outcome outcome = new Outcome(each.get("expect"), seen, servers, client, manual);
            Duration watched = Duration.ofMillis(each.at("/expect/observeMs").asLong(100));
            await().during(watched).atMost(watched.plusSeconds(10)).untilAsserted(outcome::check);
        }
    }

    private static void see(JsonNode each, EventClient client, StreamEvent event, List<StreamEvent> seen) {
        seen.add(event);
        if (event instanceof Started && each.path("actions").toString().contains("onOpen")) {
            client.close();
        }
    }

    /** What has come of a case so far, against what was expected. */
    private record Outcome(
            JsonNode expect, List<StreamEvent> seen, CaseServers servers, EventClient client, ManualTime time) {

        void check() {
            for (Map.Entry<String, JsonNode> expected : expect.properties()) {
                check(expected.getKey(), expected.getValue());
            }
        }

        private void check(String name, JsonNode value) {
            switch (name) {
                case "events" -> checkEvents(value);
                case "eventCount" -> assertThat(all(Received.class)).hasSize(value.asInt());
                case "firstEventDataLength" ->
                    assertThat(all(Received.class).get(0).data()).hasSize(value.asInt());
                case "errors" -> checkErrors(value);
                case "errorStatus" ->
                    assertThat(all(Fault.class).get(0).error().status()).isEqualTo(value.asInt());
                case "requestCount" -> checkCount(value);
                case "requests" -> checkRequests(value);
                case "openCallbacks" -> assertThat(all(Started.class)).hasSize(value.asInt());
                case "final" -> assertThat(state()).isEqualTo(value.asString());
                case "delaysMs" ->
                    value.forEach(
                            delay -> checkDelay(wait(delay.at("/between/0").asInt() - 1), delay));
                case "nextDelayMs" -> checkDelay(wait(0), value);
                case "delaySequenceMs" -> checkSequence(value);
                case "delayRangesMs" -> checkRanges(value);
                case "observeMs", "withinMs", "errorWithinMs", "tolerance", "distinctOver10Runs" ->
                    assertThat(value).isNotNull(); // how to look
                default -> throw new IllegalArgumentException("expectation: " + name);
            }
        }

        private <E extends StreamEvent> List<E> all(Class<E> type) {
            return seen.stream().filter(type::isInstance).map(type::cast).toList();
        }

        private long wait(int index) {
            assertThat(time.waits()).hasSizeGreaterThan(index);
            return time.waits().get(index).toMillis();
        }

        private String state() {
            ConnectionState state = client.snapshot().state();
            return switch (state) {
                case CONNECTED -> "open";
                case CONNECTING, RECONNECTING -> "connecting";
                case DISCONNECTED, ERROR -> "closed";
            };
        }

        private void checkEvents(JsonNode events) {
            assertThat(all(Received.class))
                    .isEqualTo(events.valueStream()
                            .map(event -> new Received(
                                    event.get("id").asString(),
                                    event.get("event").asString(),
                                    event.get("data").asString()))
                            .toList());
        }

        private void checkErrors(JsonNode errors) {
            assertThat(all(Fault.class))
                    .extracting(fault ->
                            fault.error().kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .isEqualTo(errors.valueStream().map(JsonNode::asString).toList());
        }

        private void checkCount(JsonNode count) {
            if (count.isObject()) {
                assertThat(servers.requests().size())
                        .isLessThanOrEqualTo(count.get("max").asInt());
            } else {
                assertThat(servers.requests()).hasSize(count.asInt());
            }
        }

        private void checkRequests(JsonNode requests) {
            List<String> made = servers.requests();
            assertThat(made).hasSizeGreaterThanOrEqualTo(requests.size());
            for (int i = 0; i < requests.size(); i++) {
                checkRequest(made.get(i), requests.get(i));
            }
        }

        private static void checkRequest(String request, JsonNode expected) {
            if (expected.has("target")) {
                assertThat(request.split(" ", -1)[1])
                        .isEqualTo(expected.get("target").asString());
            }
            expected.path("headers")
                    .properties()
                    .forEach(header -> assertThat(values(request, header.getKey()))
                            .containsExactly(header.getValue().asString()));
            expected.path("headerValues")
                    .properties()
                    .forEach(header -> assertThat(values(request, header.getKey()))
                            .isEqualTo(header.getValue()
                                    .valueStream()
                                    .map(JsonNode::asString)
                                    .toList()));
            expected.path("absent")
                    .forEach(
                            name -> assertThat(values(request, name.asString())).isEmpty());
        }

        private static List<String> values(String request, String name) {
            return Pattern.compile("(?im)^" + Pattern.quote(name) + ": (.*)$")
                    .matcher(request)
                    .results()
                    .map(match -> match.group(1))
                    .toList();
        }

        private static void checkDelay(long millis, JsonNode bounds) {
            assertThat(millis)
                    .isBetween(bounds.path("min").asLong(0), bounds.path("max").asLong(Long.MAX_VALUE));
        }

        private void checkSequence(JsonNode sequence) {
            for (int i = 0; i < sequence.size(); i++) {
                assertThat(wait(i)).isEqualTo(sequence.get(i).asLong());
            }
        }

        private void checkRanges(JsonNode ranges) {
            for (int i = 0; i < ranges.size(); i++) {
                assertThat(wait(i))
                        .isBetween(
                                ranges.get(i).get(0).asLong(),
                                ranges.get(i).get(1).asLong());
            }
        }
    }
}
