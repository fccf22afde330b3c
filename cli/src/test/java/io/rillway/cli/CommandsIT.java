// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.cli.api.Access;
import io.rillway.cli.api.Api;
import io.rillway.cli.shell.Screen;
import io.rillway.cli.testing.Recording;
import io.rillway.client.testing.Answer;
import io.rillway.client.testing.Answer.Framing;
import io.rillway.client.testing.Answer.Then;
import io.rillway.client.testing.ScriptedServer;
import io.rillway.server.RillwayServer;
import io.rillway.server.auth.Passwords;
import io.rillway.server.config.ServerConfig;
import io.rillway.server.profile.ProfileFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a real server in this process. */
class CommandsIT {

    private static final String RESOURCES = """
            server: {port: 0}
            data: memory
            auth: {tokens: [{token: secret, principal: admin, roles: [admin], grants: ["**"]}]}
            resources:
              - {id: nas, name: NAS, type: machine, connector: {type: process, command: [sleep, "3001"]}}
              - {id: db, name: Database, host: nas, connector: {type: process, command: [sleep, "3002"]}}
              - {id: web, name: Web, dependsOn: [db], confirmBeforeShutdown: true,
                 connector: {type: process, command: [sleep, "3003"]}}
            """;

    @TempDir
    private Path folder;

    private RillwayServer server;
    private Recording recording = Recording.of(Map.of());

    @BeforeEach
    void open() throws IOException {
        Path file = Files.writeString(folder.resolve("rillway.yaml"), RESOURCES);
        server = RillwayServer.open(() -> ServerConfig.load(file, Map.of(), Map.of()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private int run(String line) {
        recording = Recording.of(environment());
        return Rillway.run(recording.shell(), line.split(" "));
    }

    private Map<String, String> environment() {
        return Map.of(
                "RILLWAY_URL", server.uri().toString(),
                "RILLWAY_TOKEN", "secret",
                "RILLWAY_PROFILE", folder.resolve("profile.json").toString());
    }

    @Test
    void plansStartsAndStopsWithEverythingItNeeds() {
        assertThat(run("plan web")).isZero();
        assertThat(recording.out()).startsWith("start web: 3 steps\n");

        assertThat(run("start web")).as(recording.err()).isZero();
        assertThat(recording.out().lines().map(line -> line.replaceFirst("^[0-9:]{8} ", "")))
                .contains("[1/3] NAS starting", "[3/3] Web starting")
                .last()
                .asString()
                .startsWith("web is online: 3 steps in ");

        assertThat(run("graph")).isZero();
        assertThat(recording.out()).isEqualTo("web  online\n`- db  online\n   `- nas  online  (host)\n");
        assertThat(run("graph db")).isZero();
        assertThat(recording.out()).startsWith("db  online\n");
        assertThat(run("graph nobody")).isEqualTo(4);

        assertThat(run("stop web")).isEqualTo(4);
        assertThat(recording.err()).contains("has to be confirmed; do it with --yes");
        assertThat(run("stop web --yes")).isZero();
        assertThat(recording.out()).contains("web is offline");
    }

    @Test
    void printsOnlyTheRecordAsJson() {
        assertThat(run("start nas --json")).isZero();
        assertThat(recording.out().lines()).hasSize(1);
        assertThat(recording.out()).startsWith("{\"id\":").contains("\"status\":\"completed\"");
    }

    @Test
    void putsASmallLoadOnTheServer() {
        assertThat(run("bench --subscribers 5 --events 20 --rate 200"))
                .as(recording.err())
                .isZero();
        assertThat(recording.out())
                .startsWith("20 events to 5 subscribers in ")
                .contains("100 delivered, 0 lost, 0 out of order", "p99");
        assertThat(run("bench --subscribers 1 --events 3 --rate 100 --json")).isZero();
        assertThat(recording.out()).contains("\"delivered\":3", "\"lost\":0", "\"p99Micros\":");
        assertThat(run("bench --rate 0")).isEqualTo(2);
        assertThat(recording.err()).contains("--rate: 0 (expected: 1 to 10000)");
    }

    @Test
    void publishesAndShowsWhatIsThere() {
        assertThat(run("publish project/p1 build_complete {\"n\":1}")).isZero();
        assertThat(recording.out().strip()).isNotEmpty();
        assertThat(run("status")).isZero();
        assertThat(recording.out()).contains("RESOURCE", "nas");
        assertThat(run("status nobody")).isEqualTo(4);
        assertThat(recording.err()).contains("nobody", "see what there is: rillway status");
    }

    @Test
    void saysWhichTokenIsUsed() {
        assertThat(run("token")).isZero();
        assertThat(recording.out()).isEqualTo("secret\n");
    }

    @Test
    void replacesALostToken() throws IOException {
        Path file = Files.writeString(folder.resolve("own.yaml"), "server: {port: 4712}\ndata: own\n");

        assertThat(run("token --reset " + file)).as(recording.err()).isZero();

        String token = recording.out().strip();
        assertThat(ProfileFile.ofUser(environment()).token(URI.create("http://127.0.0.1:4712")))
                .contains(token);
        assertThat(Files.readString(folder.resolve("own/admin-token.sha256"))).doesNotContain(token);
        assertThat(run("token --reset " + file)).isZero();
        assertThat(recording.out().strip()).isNotEqualTo(token);
    }

    @Test
    void refusesToReplaceATokenOfTheConfiguration() {
        assertThat(run("token --reset " + folder.resolve("rillway.yaml"))).isEqualTo(2);
        assertThat(recording.err()).contains("auth.tokens: given (expected: none");
    }

    @Test
    void letsTheServerReadItsTokensAgain() throws IOException {
        Path file = folder.resolve("rillway.yaml");
        Files.writeString(file, RESOURCES.replace("secret", "other"));
        assertThat(run("reload")).as(recording.err()).isZero();
        assertThat(recording.out())
                .isEqualTo("tokens and users are read again; streams that go on: 0, logged out: 0, ended: 0\n");

        assertThat(run("reload")).isEqualTo(4);
        assertThat(recording.err()).contains("needs a valid token");
        assertThat(run("reload --json --token other")).isZero();
        assertThat(recording.out()).isEqualTo("{\"renewed\":0,\"loggedOut\":0,\"ended\":0}\n");
    }

    @Test
    void completesInAShell() {
        assertThat(run("completion")).isZero();
        assertThat(recording.out())
                .contains("complete -F", "publish", "--dependents", "\"refuse\" \"stop\" \"ignore\"")
                .doesNotContain("REFUSE");
    }

    @Test
    void aUserLogsInWithTheEntryThatWasPrinted() throws IOException {
        recording = Recording.of(environment()).reading("anna s3cret\n");
        assertThat(Rillway.run(recording.shell(), "user", "anna")).isZero();
        String entry = recording.out().strip();

        assertThat(entry)
                .startsWith("- {username: \"anna\", password: \"pbkdf2:sha256:600000:")
                .doesNotContain("s3cret");
        Path file = Files.writeString(folder.resolve("users.yaml"), "auth:\n  users:\n    " + entry + "\n");
        ServerConfig.User user = ServerConfig.load(file, Map.of(), Map.of())
                .auth()
                .orElseThrow()
                .users()
                .get(0);
        assertThat(Passwords.matches("anna s3cret", user.password())).isTrue();
        assertThat(run("user")).isEqualTo(2);
        assertThat(run("user a:b")).isEqualTo(2);
        assertThat(run("user anna")).as("no password").isEqualTo(2);
    }

    @Test
    void saysWhatIsWrongWithTheServersAddress() {
        String tls = server.uri().toString().replace("http:", "https:");
        assertThat(run("status --url " + tls)).isEqualTo(3);
        assertThat(recording.err()).contains("speaks no TLS; name it with http://");
        assertThat(run("status --url " + server.uri() + "/api")).isEqualTo(4);
        assertThat(recording.err()).contains("is there a server below /api? its address usually has no path");
    }

    @Test
    void tailSaysThatAConnectionWasLostAndIsThereAgainAndEndsWhenToldTo() throws IOException {
        try (ScriptedServer scripted = new ScriptedServer(
                Answer.stream("retry: 20\ndata: 1\n\n"), Answer.stream("data: 2\n\n"), Answer.status(204))) {
            String url = "http://127.0.0.1:" + scripted.uri().getPort();
            assertThat(run("tail --url " + url)).isZero();
            assertThat(recording.out().lines().map(line -> line.replaceFirst("^\\S+Z ", "")))
                    .containsExactly("message 1", "message 2");
            assertThat(recording.err().lines())
                    .hasSize(3)
                    .contains("rillway: connected to " + url + " again")
                    .first()
                    .asString()
                    .contains(url + ": the server ended the stream; attempt 1 in ");
        }
    }

    @Test
    void inATerminalTailAndBenchSayWhatGoesOn() throws IOException {
        try (ScriptedServer scripted = new ScriptedServer(Answer.stream("retry: 1\n\n"), Answer.status(204))) {
            String url = "http://127.0.0.1:" + scripted.uri().getPort();
            recording = Recording.of(environment()).at(new Screen(true, 80, 24, false, false));
            assertThat(Rillway.run(recording.shell(), "tail", "--url", url)).isZero();
            assertThat(recording.err()).startsWith("following " + url + ", what comes is printed; Ctrl-C ends\n");
        }
        recording = Recording.of(environment()).at(new Screen(true, 80, 24, false, false));
        assertThat(Rillway.run(recording.shell(), "bench", "--subscribers", "1", "--events", "2", "--rate", "100"))
                .isZero();
        assertThat(recording.err()).isEqualTo("1 subscriber, 2 events at 100 a second, so about 1 s ...\n");
    }

    @Test
    void tailTellsWhenUntilTheServerStopsIt() throws Exception {
        assertThat(run("publish project/p1 build {\"n\":1.50}")).isZero();
        Recording seen = Recording.of(environment());
        CompletableFuture<Integer> tail =
                CompletableFuture.supplyAsync(() -> Rillway.run(seen.shell(), "tail", "--last", "1", "project/**"));
        await().until(() -> seen.out().endsWith("\n"));
        assertThat(seen.out()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}\\.\\d{3}Z build \\{\"n\":1\\.50}\n");

        Access access = Access.resolve(Optional.of(server.uri().toString()), Optional.of("secret"), Map.of());
        String id = new Api(access).connections().path(0).path("id").asString();
        URI connection = server.uri().resolve("/api/v1/connections/" + id + "?stop=true");
        HttpRequest end = HttpRequest.newBuilder(connection)
                .header("Authorization", "Bearer secret")
                .DELETE()
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(end, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
        assertThat(tail.get()).isZero();
    }

    @Test
    void benchSaysAtOnceThatNoStreamOpens() throws IOException {
        Answer connections = new Answer(200, List.of(), List.of("{\"data\":[]}"), Framing.CONTENT_LENGTH, Then.END);
        try (ScriptedServer scripted = new ScriptedServer(connections, Answer.status(404))) {
            assertThat(run("bench --url http://127.0.0.1:" + scripted.uri().getPort()))
                    .isEqualTo(3);
            assertThat(recording.err()).isEqualTo("rillway: not every stream opens: status 404\n");
        }
    }

    @Test
    void anAnswerThatBreaksOffIsToldInWordsForPeople() throws IOException {
        Answer half = new Answer(200, List.of(), List.of("{\"data\""), Framing.CHUNKED, Then.CUT);
        try (ScriptedServer scripted = new ScriptedServer(half)) {
            String url = "http://127.0.0.1:" + scripted.uri().getPort();
            assertThat(run("status --url " + url)).isEqualTo(3);
            assertThat(recording.err())
                    .isEqualTo("rillway: " + url + " broke off its answer; see how it stands: rillway status\n");
        }
    }
}
