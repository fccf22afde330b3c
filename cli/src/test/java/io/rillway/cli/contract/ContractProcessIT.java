// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.cli.contract.Harness.Driven;
import io.rillway.client.testing.Answer;
import io.rillway.client.testing.ScriptedServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The service as a harness meets it: the command in a process of its own, which sets what is of a whole process. */
class ContractProcessIT {

    private Process process;
    private Harness harness;

    @BeforeEach
    void open() throws Exception {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.rillway.cli.Rillway",
                        "contract-test",
                        "--port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        assertThat(line).startsWith("Listening on http://127.0.0.1:");
        harness = new Harness(URI.create(line.substring("Listening on ".length())));
    }

    @AfterEach
    void close() {
        harness.close();
        process.destroyForcibly();
    }

    private static ObjectNode order(String stream) {
        ObjectNode order = Harness.MAPPER.createObjectNode().put("streamUrl", stream);
        order.putObject("rillway").put("reconnectDelayMs", 30).put("jitter", 0);
        return order;
    }

    private static void awaitError(Driven stream, String kind) {
        await().untilAsserted(() -> assertThat(stream.all("error"))
                .first()
                .extracting(m -> m.body().get("class").asString())
                .isEqualTo(kind));
    }

    @Test
    void tellsARefusedConnectionFromABrokenOneAndEndsWhenTold() throws Exception {
        try (Driven stream = harness.create(order("http://127.0.0.1:1/"))) {
            awaitError(stream, "connect");
        }
        try (ScriptedServer server =
                        new ScriptedServer(Answer.silence().then(Answer.Then.CUT), Answer.held("data: a\n\n"));
                Driven stream = harness.create(order(server.uri().toString()))) {
            awaitError(stream, "io");
            await().untilAsserted(() -> assertThat(stream.all("event")).hasSize(1));
            assertThat(server.requests())
                    .as("the JDK asks once for each attempt")
                    .hasSize(2);
        }

        assertThat(harness.ask("DELETE", "/", "").statusCode()).isEqualTo(204);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
