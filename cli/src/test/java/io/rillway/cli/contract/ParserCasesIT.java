// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.cli.contract.Harness.Driven;
import io.rillway.client.testing.Answer;
import io.rillway.client.testing.ScriptedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every case of the wire format, through the service and a real connection. */
class ParserCasesIT {

    private static final int MOST_SINGLE_BYTES = 300;

    private static Harness harness;
    private static Crowd crowd;

    @BeforeAll
    static void open() throws Exception {
        harness = new Harness();
        crowd = new Crowd();
    }

    @AfterAll
    static void close() {
        crowd.close();
        harness.close();
    }

    private static Stream<JsonNode> cases() {
        return Stream.of("/wire/start.json", "/wire/own.json").flatMap(Crowd::cases);
    }

    @TestFactory
    Stream<DynamicTest> readsEachStreamAsTheStandardHasIt() {
        return crowd.tests(cases(), each -> run(each, pieces(each)));
    }

    @TestFactory
    Stream<DynamicTest> readsEachStreamByteByByte() {
        return crowd.tests(
                cases().filter(each -> all(each).length() <= MOST_SINGLE_BYTES), each -> run(each, cut(all(each), 1)));
    }

    private static void run(JsonNode each, List<String> pieces) throws Exception {
        boolean open = each.path("end").asString().equals("open");
        Answer first = new Answer(
                200,
                List.of("Content-Type: text/event-stream"),
                pieces,
                Answer.Framing.CHUNKED,
                open ? Answer.Then.HOLD : Answer.Then.END);
        try (ScriptedServer server = new ScriptedServer(first, Answer.held());
                Driven stream = harness.create(order(each, server))) {
            await().atMost(Duration.ofSeconds(45)).untilAsserted(() -> {
                check(each, stream);
                boolean soon = each.path("retry").asLong(0) < 1000
                        && !each.path("retry").isObject();
                if (!open && soon && !each.hasNonNull("expectError")) {
                    checkNext(each, server);
                }
            });
        }
    }

    private static ObjectNode order(JsonNode each, ScriptedServer server) {
        ObjectNode order = Harness.MAPPER.createObjectNode();
        order.put("streamUrl", server.uri().toString()).put("initialDelayMs", 1);
        ObjectNode ours = order.putObject("rillway");
        if (each.hasNonNull("initialLastEventId")) {
            order.put("lastEventId", each.get("initialLastEventId").asString());
        }
        each.path("options").properties().forEach(option -> ours.set(option.getKey(), option.getValue()));
        return order;
    }

    private static void check(JsonNode each, Driven stream) {
        assertThat(stream.all("event"))
                .extracting(m -> m.body().get("event"))
                .extracting(e -> List.of(
                        e.get("id").asString(),
                        e.get("type").asString(),
                        e.get("data").asString()))
                .isEqualTo(each.get("expect")
                        .valueStream()
                        .map(e -> List.of(text(e.get("id")), text(e.get("event")), text(e.get("data"))))
                        .toList());
        if (each.has("comments")) {
            assertThat(stream.all("comment"))
                    .extracting(m -> m.body().get("comment").asString().strip())
                    .isEqualTo(each.get("comments")
                            .valueStream()
                            .map(comment -> text(comment).strip())
                            .toList());
        }
        if (each.hasNonNull("expectError")) {
            assertThat(stream.all("error"))
                    .extracting(m -> m.body().get("class").asString())
                    .containsExactly("too-large");
        }
    }

    /** The JDK's client cannot send every id; what it cannot send it must not send. */
    private static void checkNext(JsonNode each, ScriptedServer server) {
        String id = text(each.get("lastEventId"));
        boolean sendable = id.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f)) && !id.isBlank();
        assertThat(server.requests()).hasSizeGreaterThan(1);
        String request = server.request(1);
        if (sendable) {
            assertThat(request).contains("Last-Event-ID: " + id + "\n");
        } else {
            assertThat(request).doesNotContain("Last-Event-ID");
        }
    }

    private static List<String> pieces(JsonNode each) {
        return each.has("splitEvery")
                ? cut(all(each), each.get("splitEvery").asInt())
                : each.get("chunks").valueStream().map(ParserCasesIT::text).toList();
    }

    private static String all(JsonNode each) {
        return each.get("chunks").valueStream().map(ParserCasesIT::text).collect(Collectors.joining());
    }

    private static List<String> cut(String all, int every) {
        List<String> split = new ArrayList<>();
        for (int at = 0; at < all.length(); at += every) {
            split.add(all.substring(at, Math.min(all.length(), at + every)));
        }
        return split;
    }

    private static String text(JsonNode value) {
        if (!value.isObject()) {
            return value.asString();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : value.get("concat")) {
            text.append(
                    part.isString()
                            ? part.asString()
                            : part.get("repeat")
                                    .asString()
                                    .repeat(part.get("times").asInt()));
        }
        return text.toString();
    }
}
