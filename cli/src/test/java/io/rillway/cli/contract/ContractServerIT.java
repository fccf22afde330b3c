// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.contract;

import static io.rillway.client.testing.Answer.held;
import static io.rillway.client.testing.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.cli.contract.Harness.Driven;
import io.rillway.client.testing.Answer;
import io.rillway.client.testing.ScriptedServer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class ContractServerIT {

    private Harness harness;

    @BeforeEach
    void open() throws Exception {
        harness = new Harness();
    }

    @AfterEach
    void close() {
        harness.close();
    }

    private static ObjectNode order(ScriptedServer server) {
        return Harness.MAPPER.createObjectNode().put("streamUrl", server.uri().toString());
    }

    @Test
    void claimsAllCapabilities() throws Exception {
        assertThat(Harness.MAPPER
                        .readTree(harness.ask("GET", "/", "").body())
                        .get("capabilities")
                        .toString())
                .contains("bom", "comments", "headers", "last-event-id", "post", "read-timeout", "report", "restart")
                .contains("server-directed-shutdown-request", "rillway-options", "rillway-actions", "rillway-states");
    }

    @Test
    void tellsThePublicHarnessNothingThatItDoesNotKnow() throws Exception {
        harness.pretend("Go-http-client/1.1");
        try (ScriptedServer server = new ScriptedServer(held(": hi\nid: 7\ndata: a\n\n"));
                Driven stream = harness.create(order(server))) {
            await().until(() -> stream.told().size() == 2);
            assertThat(stream.told().get(1).body().toString()).isEqualTo("{\"kind\":\"comment\",\"comment\":\" hi\"}");
            assertThat(stream.told().get(2).body().toString())
                    .isEqualTo("{\"kind\":\"event\",\"event\":{\"type\":\"message\",\"data\":\"a\",\"id\":\"7\"}}");
        }
    }

    @Test
    void tellsAnyOtherHarnessOfStates() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("data: a\n\n"));
                Driven stream = harness.create(order(server))) {
            await().until(() -> stream.told().size() == 3);
            assertThat(stream.told().get(1).body().toString())
                    .isEqualTo("{\"kind\":\"state\",\"state\":\"connecting\"}");
        }
    }

    @Test
    void tellsAHarnessOfStatesThatHasUsedWhatIsOurs() throws Exception {
        harness.pretend("Go-http-client/1.1");
        try (ScriptedServer server = new ScriptedServer(held("data: a\n\n"))) {
            ObjectNode ours = order(server);
            ours.putObject("rillway");
            try (Driven first = harness.create(ours);
                    Driven second = harness.create(order(server))) {
                await().until(() -> first.told().size() == 3 && second.told().size() == 3);
            }
        }
    }

    @Test
    void tellsThatAStreamIsClosedWhenItIsDeleted() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("data: a\n\n"))) {
            Driven stream = harness.create(order(server));
            await().until(() -> stream.told().size() == 3);
            stream.close();
            await().untilAsserted(() -> assertThat(stream.all("state"))
                    .last()
                    .extracting(m -> m.body().get("state").asString())
                    .isEqualTo("closed"));
            assertThat(harness.ask("DELETE", stream.path(), "").statusCode()).isEqualTo(404);
            assertThat(harness.ask("POST", stream.path(), "{\"command\":\"restart\"}")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void whatIsSaidInThePublicWordsAndInOursIsDoneOnce() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("data: a\n\n"))) {
            ObjectNode order =
                    order(server).put("method", "POST").put("body", "q").put("lastEventId", "7");
            order.putObject("headers").put("x-m", "1").put("accept", "text/*").put("x-public", "p");
            ObjectNode ours = order.putObject("rillway").put("method", "POST").put("body", "q");
            ours.put("initialLastEventId", "7");
            ours.set("headers", Harness.MAPPER.readTree("[[\"X-M\",\"1\"],[\"X-M\",\"2\"],[\"Accept\",\"text/*\"]]"));
            try (Driven stream = harness.create(order)) {
                await().until(() -> stream.all("event").size() == 1);
                assertThat(server.request(0).lines().map(line -> line.toLowerCase(Locale.ROOT)))
                        .contains("x-m: 1", "x-m: 2", "x-public: p", "last-event-id: 7")
                        .filteredOn(line -> line.startsWith("x-m") || line.startsWith("accept"))
                        .hasSize(3);
            }
        }
    }

    @Test
    void restartsAndEndsAnAttemptThatGetsNoAnswer() throws Exception {
        try (ScriptedServer server = new ScriptedServer(Answer.silence(), held("data: a\n\n"), Answer.silence())) {
            Driven stream = harness.create(order(server));
            await().until(() -> server.requests().size() == 1);
            stream.command("{\"command\":\"restart\"}");
            await().until(() -> stream.all("event").size() == 1);
            assertThat(stream.all("error")).isEmpty();

            stream.command("{\"command\":\"restart\"}");
            await().until(() -> server.requests().size() == 3);
            stream.close();
            await().until(() -> server.connections() == 0);
        }
    }

    @Test
    void drivesTwoHundredStreamsAtOnce() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("id: 1\ndata: a\n\n"))) {
            List<Driven> streams = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                streams.add(harness.create(order(server)));
            }
            await().until(() ->
                    streams.stream().allMatch(stream -> stream.told().size() == 3));
            streams.forEach(Driven::close);
            await().until(() -> server.connections() == 0);
        }
    }

    @Test
    void aTypeMayBeListenedToAtAnyTimeAndChangesNothing() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("event: x\ndata: a\n\n"));
                Driven stream = harness.create(order(server))) {
            String listen = "{\"command\":\"listen\",\"listen\":{\"type\":\"x\"}}";
            assertThat(harness.ask("POST", stream.path(), listen).statusCode()).isEqualTo(202);
            await().until(() -> stream.all("event").size() == 1);
            assertThat(harness.ask("POST", stream.path(), listen).statusCode()).isEqualTo(202);
            assertThat(harness.ask("POST", stream.path(), "{\"command\":\"dance\"}")
                            .body())
                    .isEqualTo("command: \"dance\" (expected: listen, restart or request)");
            assertThat(harness.ask("POST", stream.path(), "nonsense").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void postsOneMessageAfterTheOtherToASlowHarness() throws Exception {
        try (OddHarness odd = new OddHarness(202);
                ScriptedServer server = new ScriptedServer(held("data: a\n\ndata: b\n\ndata: c\n\n"))) {
            create(server, odd.url());
            await().until(() -> !server.requests().isEmpty() && odd.paths().size() == 1);
            odd.answer();
            await().until(() -> odd.paths().size() == 5);
            assertThat(odd.paths()).containsExactly("/odd/1", "/odd/2", "/odd/3", "/odd/4", "/odd/5");
        }
    }

    @Test
    void goesOnThoughTheHarnessAnswersWithAnError() throws Exception {
        try (OddHarness odd = new OddHarness(500);
                ScriptedServer server = new ScriptedServer(held("data: a\n\n"))) {
            odd.answer();
            create(server, odd.url());
            await().until(() -> odd.paths().size() == 3);
            assertThat(odd.paths()).containsExactly("/odd/1", "/odd/2", "/odd/3");
        }
    }

    @Test
    void postsAgainWhatGotLostWithAConnection() throws Exception {
        try (OddHarness odd = new OddHarness(0);
                ScriptedServer server = new ScriptedServer(held("data: a\n\n"))) {
            odd.answer();
            create(server, odd.url());
            await().until(() -> odd.paths().contains("/odd/3"));
            await().until(() -> odd.paths().size() == 6);
            assertThat(odd.paths()).containsExactly("/odd/1", "/odd/1", "/odd/2", "/odd/2", "/odd/3", "/odd/3");
        }
    }

    @Test
    void followsTheStreamThoughNobodyTakesTheCallbacks() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held("data: a\n\n"))) {
            String path = create(server, "http://127.0.0.1:1/nobody");
            await().until(() -> server.requests().size() == 1);
            assertThat(harness.ask("DELETE", path, "").statusCode()).isEqualTo(204);
            await().until(() -> server.connections() == 0);
        }
    }

    private String create(ScriptedServer server, String callbacks) throws Exception {
        HttpResponse<String> answer = harness.ask(
                "POST", "/", order(server).put("callbackUrl", callbacks).toString());
        assertThat(answer.statusCode()).isEqualTo(201);
        return URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"rillway\":{\"mode\":\"shove\"}}",
                "{\"rillway\":{\"errorPolicy\":\"lazy\"}}",
                "{\"rillway\":{\"jitter\":2}}",
                "{\"rillway\":{\"backoffMultiplier\":0}}",
                "{\"rillway\":{\"reconnectDelayMs\":-1}}",
                "{\"rillway\":{\"reconnectDelayMs\":\"soon\"}}",
                "{\"rillway\":{\"maxRedirects\":-1}}",
                "{\"rillway\":{\"headersSupplier\":[]}}",
                "{\"rillway\":{\"caPem\":\"nonsense\"}}",
                "{\"initialDelayMs\":{}}",
                "{\"headers\":{\"a b\":\"c\"}}",
                "{\"headers\":{\"X\":\"a\\nb\"}}",
                "{\"method\":\"a b\"}",
                "{\"streamUrl\":\"ftp://host/\"}",
                "{\"streamUrl\":\"http://a b/\"}",
                "{\"actions\":[{\"onEvent\":1}]}"
            })
    void whatMakesNoSenseIsRefusedWithAReason(String body) throws Exception {
        ObjectNode order = Harness.MAPPER.createObjectNode();
        order.put("streamUrl", "http://127.0.0.1:1/").put("callbackUrl", "http://127.0.0.1:1/");
        order.setAll((ObjectNode) Harness.MAPPER.readTree(body));

        HttpResponse<String> answer = harness.ask("POST", "/", order.toString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isNotBlank();
    }

    @Test
    void tellsOfStatesAndErrorsInOrder() throws Exception {
        try (ScriptedServer server = new ScriptedServer(status(404))) {
            ObjectNode order = order(server);
            order.putObject("rillway");
            try (Driven stream = harness.create(order)) {
                await().until(() -> stream.told().size() == 3);
                assertThat(stream.all("state"))
                        .extracting(m -> m.body().get("state").asString())
                        .containsExactly("connecting", "closed");
                assertThat(stream.told().get(3).body().get("class").asString()).isEqualTo("http-status");
                assertThat(stream.told().get(3).body().get("status").asInt()).isEqualTo(404);
            }
        }
    }

    @Test
    void doesWhatTheHandlersAreToldToDo() throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                status(404), status(404), held("data: a\n\n", "data: b\n\n", "data: c\n\n", "data: d\n\n"))) {
            ObjectNode order = order(server);
            order.put("initialDelayMs", 1);
            order.putArray("actions")
                    .add(Harness.MAPPER.readTree("{\"onError\":1,\"do\":\"retry\"}"))
                    .add(Harness.MAPPER.readTree("{\"onError\":2,\"do\":\"retry\"}"))
                    .add(Harness.MAPPER.readTree("{\"onEvent\":1,\"do\":\"throw\"}"))
                    .add(Harness.MAPPER.readTree("{\"onEvent\":2,\"do\":\"sleep\",\"ms\":10}"))
                    .add(Harness.MAPPER.readTree("{\"afterEvents\":3,\"do\":\"close\"}"));
            try (Driven stream = harness.create(order)) {
                await().until(() -> server.requests().size() == 3 && server.connections() == 0);
                await().untilAsserted(() -> assertThat(stream.all("event")).hasSize(3));
            }
        }
    }

    @Test
    void anErrorHandlerMayStopWhatThePolicyWouldTryAgain() throws Exception {
        try (ScriptedServer server = new ScriptedServer(status(503))) {
            ObjectNode order = order(server);
            order.putArray("actions").add(Harness.MAPPER.readTree("{\"onError\":1,\"do\":\"stop\"}"));
            try (Driven stream = harness.create(order)) {
                await().untilAsserted(() -> assertThat(stream.all("state"))
                        .last()
                        .extracting(m -> m.body().get("state").asString())
                        .isEqualTo("closed"));
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    @Test
    void refusesWhatMakesNoSense() throws Exception {
        assertThat(harness.ask("POST", "/", "{}").body()).isEqualTo("streamUrl: absent (expected: an address)");
        assertThat(harness.ask("POST", "/", "{").statusCode()).isEqualTo(400);
        assertThat(harness.ask("POST", "/streams/9", "{\"command\":\"restart\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(harness.ask("DELETE", "/streams/9", "").statusCode()).isEqualTo(404);
        assertThat(harness.ask("PUT", "/", "").statusCode()).isEqualTo(405);
    }

    @Test
    void stopsWhenTold() throws Exception {
        assertThat(harness.ask("DELETE", "/", "").statusCode()).isEqualTo(204);
        harness.awaitStop();
    }
}
