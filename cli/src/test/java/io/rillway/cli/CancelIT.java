// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cli.api.Access;
import io.rillway.cli.api.Api;
import io.rillway.cli.testing.Recording;
import io.rillway.server.RillwayServer;
import io.rillway.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cancelling what a server does, which takes for ever. */
class CancelIT {

    private static final String RESOURCES = """
            server: {port: 0}
            data: memory
            auth: {tokens: [{token: secret, principal: admin, roles: [admin], grants: ["**"]}]}
            resources:
              - {id: db, name: Database, connector: {type: process, command: [sleep, "3001"]}}
              - {id: web, name: Web, dependsOn: [db], startTimeout: 1h, probe: {tcp: "127.0.0.1:1"},
                 connector: {type: process, command: [sleep, "3002"]}}
            """;

    @TempDir
    private Path folder;

    private RillwayServer server;
    private Api api;
    private Recording recording = Recording.of(Map.of());

    @BeforeEach
    void open() throws IOException {
        Path file = Files.writeString(folder.resolve("rillway.yaml"), RESOURCES);
        server = RillwayServer.open(() -> ServerConfig.load(file, Map.of(), Map.of()));
        api = new Api(Access.resolve(Optional.of(server.uri().toString()), Optional.of("secret"), Map.of()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private int run(String line) {
        recording = Recording.of(Map.of(
                "RILLWAY_URL", server.uri().toString(),
                "RILLWAY_TOKEN", "secret",
                "RILLWAY_PROFILE", folder.resolve("profile.json").toString()));
        return Rillway.run(recording.shell(), line.split(" "));
    }

    private CascadeRecord underWay() {
        CascadeRecord begun = api.begin(CascadeRequest.start("web"));
        await().until(() -> api.cascade(begun.id()).currentStep() == 2);
        return begun;
    }

    @Test
    void cancelsWhatIsUnderWayForAResourceAndSaysWhatIsDone() {
        CascadeRecord begun = underWay();

        assertThat(run("cancel web")).as(recording.err()).isZero();

        assertThat(recording.out()).contains("[1/2] Database online", "cancelled: the start of web, 1 of 2 steps done");
        assertThat(recording.out().lines()).last().isEqualTo("  started and left up: Database");
        assertThat(run("cancel " + begun.id())).as("once more").isZero();
        assertThat(recording.out()).isEqualTo("the start of web (" + begun.id() + ") was cancelled before\n");
        assertThat(run("cancel web")).isEqualTo(4);
        assertThat(recording.err())
                .isEqualTo("rillway: nothing called web is being started or stopped; under way: nothing\n");
    }

    @Test
    void printsOnlyTheRecordAsJson() {
        CascadeRecord begun = underWay();
        assertThat(run("cancel --json --grace 1ms " + begun.id()))
                .as(recording.err())
                .isZero();
        assertThat(recording.out().lines()).hasSize(1);
        assertThat(recording.out()).startsWith("{\"id\":").contains("\"status\":\"cancelled\"");
    }

    @Test
    void refusesWhatHasEndedOrIsUnknownAndSaysWhatIsUnderWay() {
        CascadeRecord begun = underWay();
        assertThat(run("cancel nobody")).isEqualTo(4);
        assertThat(recording.err())
                .isEqualTo("rillway: nothing called nobody is being started or stopped; under way: start of web ("
                        + begun.id() + ")\n");
        assertThat(run("stop db --dependents stop")).isEqualTo(4);
        assertThat(recording.err()).contains("wait for its end, or cancel it: rillway cancel " + begun.id());
        assertThat(run("cancel web --grace soon")).isEqualTo(2);
        assertThat(recording.err()).isEqualTo("rillway: --grace: \"soon\" (expected: 10s, 2m)\n");
        assertThat(run("cancel web")).isZero();

        assertThat(run("start db")).isZero();
        String ended = api.cascades().get(0).id();
        assertThat(run("cancel " + ended)).isEqualTo(4);
        assertThat(recording.err())
                .isEqualTo("rillway: nothing was cancelled: the start of db (" + ended + ") has reached its end\n");
    }
}
