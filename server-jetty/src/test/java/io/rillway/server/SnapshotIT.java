// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.server.testing.RawClient;
import io.rillway.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Who comes late to a cascade is told how it stands, and then everything that follows, on one stream. */
class SnapshotIT {

    /** {@code web} is up when somebody makes the file. */
    private static final String YAML = """
            server: {port: 0, stopTimeout: 5s}
            auth: {tokens: [{token: t, principal: a, roles: [admin], grants: ["**"]}]}
            cascades: {stepTimeout: 30s, pollInterval: 50ms}
            resources:
              - id: db
                name: Database
                connector: {type: process, command: [sleep, "1011"]}
              - id: web
                dependsOn: [db]
                connector: {type: process, command: [sleep, "1012"]}
                probe: {command: [test, -e, up], interval: 50ms}
            """;

    private static final Pattern ID = Pattern.compile("id: (\\S+)");

    @AutoClose
    private final TestServer server = TestServer.over(YAML);

    /** Begins a cascade, of which a snapshot says that its second step is under way; it comes a moment after the event. */
    private String begin() throws Exception {
        String id = TestServer.data(server.send("t", "POST", "/api/v1/cascades/start", "{\"resourceId\":\"web\"}"))
                .path("id")
                .asString();
        await().until(() -> isToldAsRunning(id));
        return id;
    }

    private boolean isToldAsRunning(String id) throws Exception {
        try (RawClient stream = follow("topic=cascade/" + id + "&topic=mark")) {
            stream.readUntil("event: connected");
            server.send("t", "POST", "/api/v1/events", "{\"topic\":\"mark\",\"type\":\"mark\"}");
            return stream.readUntil("event: mark").contains("\"state\":\"running\"}");
        }
    }

    private void finish() throws IOException {
        Files.writeString(server.folder().resolve("up"), "");
    }

    private RawClient follow(String query, String... headers) throws IOException {
        return server.open("t", "/api/v1/events/stream?" + query, headers);
    }

    /** The frames of a stream up to the end of a cascade, each on one line. */
    private static List<String> framesUntil(RawClient stream, String text) throws IOException {
        String all = stream.readUntil(text) + stream.readUntil("\n\n");
        return List.of(all.substring(all.indexOf("\r\n\r\n") + 4).split("\n\n")).stream()
                .map(frame -> frame.replaceAll("\r?\n[0-9a-f]+\r\n", "\n").replace("\n", " | "))
                .toList();
    }

    private static List<String> ids(List<String> frames) {
        return frames.stream()
                .filter(frame -> !frame.contains("event: connected"))
                .map(ID::matcher)
                .filter(Matcher::find)
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void whoComesLateIsToldHowTheCascadeStandsAndThenWhatFollows() throws Exception {
        String id = begin();

        try (RawClient stream = follow("topic=cascade/" + id)) {
            String first = stream.readUntil("\"state\":\"running\"}");
            finish();
            List<String> frames = framesUntil(stream, "event: cascade-complete");

            assertThat(first)
                    .contains("event: cascade-snapshot")
                    .contains("\"cascadeId\":\"" + id + "\",\"resourceId\":\"web\",\"action\":\"start\"")
                    .contains("\"status\":\"in_progress\",\"step\":2,\"totalSteps\":2,\"completedSteps\":1")
                    .contains("{\"step\":1,\"id\":\"db\",\"name\":\"Database\",\"state\":\"done\"}");
            String snapshot = first.substring(first.indexOf("event: connected"));
            assertThat(snapshot.substring(snapshot.indexOf("\n\n")))
                    .as("a snapshot is not of the log")
                    .doesNotContain("id: ");
            assertThat(String.join("\n", frames))
                    .doesNotContain("\"name\":\"Database\",\"status\":\"online\"")
                    .containsOnlyOnce("\"id\":\"web\",\"name\":\"web\",\"status\":\"online\"")
                    .containsOnlyOnce("event: cascade-complete");
        }
    }

    @Test
    void everyCascadeThatRunsIsToldToWhoAsksForAll() throws Exception {
        String id = begin();

        try (RawClient stream = follow("topic=cascade/**")) {
            assertThat(stream.readUntil("\"state\":\"running\"}"))
                    .contains("event: cascade-snapshot")
                    .contains(id);
        }
        try (RawClient homelab = server.open("t", "/api/events")) {
            assertThat(homelab.readUntil("\"state\":\"running\"}")).contains("event: cascade-snapshot");
        }
    }

    @Test
    void whoGoesOnWithoutAGapIsNotToldAgain() throws Exception {
        String id = begin();
        String last;
        try (RawClient stream = follow("topic=cascade/" + id + "&last=100")) {
            List<String> frames = framesUntil(stream, "\"id\":\"web\",\"name\":\"web\",\"status\":\"starting\"");
            assertThat(String.join("\n", frames)).doesNotContain("cascade-snapshot");
            last = ids(frames).get(ids(frames).size() - 1);
        }
        finish();

        try (RawClient again = follow("topic=cascade/" + id, "Last-Event-ID: " + last + "\r\n")) {
            assertThat(again.readUntil("event: cascade-complete")).doesNotContain("cascade-snapshot");
        }
    }

    @Test
    void whoComesBackWithAnIdThatIsGoneIsToldAfterTheGap() throws Exception {
        String id = begin();

        try (RawClient stream = follow("topic=cascade/" + id, "Last-Event-ID: 00000000000000000000-7\r\n")) {
            assertThat(stream.readUntil("\"state\":\"running\"}"))
                    .containsSubsequence("event: gap", "event: cascade-snapshot");
        }
    }

    @Test
    void howACascadeEndedIsToldAfterwardsAndAfterARestart() throws Exception {
        String id = begin();
        finish();
        await().until(() -> snapshot(id).contains("\"status\":\"completed\""));
        server.restart(YAML);

        assertThat(snapshot(id)).contains("\"status\":\"completed\"").endsWith("\"state\":\"done\"}]");
        try (RawClient all = follow("topic=cascade/**&topic=done")) {
            all.readUntil("event: connected");
            server.send("t", "POST", "/api/v1/events", "{\"topic\":\"done\",\"type\":\"done\"}");
            assertThat(all.readUntil("event: done")).doesNotContain("cascade-snapshot");
        }
    }

    /** What a late listener is told first; it may be behind what was published, which follows it then. */
    private String snapshot(String id) throws IOException {
        try (RawClient stream = follow("topic=cascade/" + id)) {
            stream.readUntil("event: cascade-snapshot");
            return stream.readUntil("]");
        }
    }

    @Test
    void whoAsksForOneResourceIsToldItsStatus() throws Exception {
        begin();

        try (RawClient stream = follow("topic=resource/db")) {
            assertThat(stream.readUntil("\"status\":\"online\""))
                    .contains("event: status-change")
                    .contains("\"resourceId\":\"db\"");
        }
    }

    @Test
    void aFilterThatDoesNotWantItKeepsItOut() throws Exception {
        String id = begin();

        try (RawClient stream = follow("topic=cascade/" + id + "&events=cascade-complete")) {
            stream.readUntil("event: connected");
            finish();
            assertThat(stream.readUntil("event: cascade-complete")).doesNotContain("cascade-snapshot");
        }
    }
}
