// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.contract;

import static io.rillway.client.testing.Answer.held;
import static io.rillway.client.testing.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.cli.contract.Harness.Driven;
import io.rillway.client.testing.ScriptedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
    void tellsAPlainHarnessNothingThatItDoesNotKnow() throws Exception {
        try (ScriptedServer server = new ScriptedServer(held(": hi\nid: 7\ndata: a\n\n"));
                Driven stream = harness.create(order(server))) {
            await().until(() -> stream.told().size() == 2);
            assertThat(stream.told().get(1).body().toString()).isEqualTo("{\"kind\":\"comment\",\"comment\":\" hi\"}");
            assertThat(stream.told().get(2).body().toString())
                    .isEqualTo("{\"kind\":\"event\",\"event\":{\"type\":\"message\",\"data\":\"a\",\"id\":\"7\"}}");
        }
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
