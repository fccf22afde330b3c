// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cli.shell.Screen;
import io.rillway.cli.testing.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RillwayTest {

    private static final String NOWHERE = "http://127.0.0.1:1";

    @TempDir
    private Path folder;

    private Recording recording = Recording.of(Map.of());

    @BeforeEach
    void begin() {
        recording = Recording.of(
                Map.of("RILLWAY_PROFILE", folder.resolve("profile.json").toString()));
    }

    private int run(String... arguments) {
        return Rillway.run(recording.shell(), arguments);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "waltz | no command is called waltz; see: rillway --help",
                "statsu | no command is called statsu (did you mean status?); see: rillway --help",
                "status --jsno | Unknown option: '--jsno' (did you mean --json?); see: rillway status --help",
                "status a b | Unmatched argument at index 2: 'b'; see: rillway status --help",
                "start | Missing required parameter: 'ID'; see: rillway start --help",
                "stop web --dependents maybe | Invalid value for option '--dependents': \"maybe\" (expected: refuse, stop, ignore); see: rillway stop --help",
                "plan --stop | Missing required parameter: 'ID'; see: rillway plan --help",
                "tail --last many | Invalid value for option '--last': 'many' is not an int; see: rillway tail --help",
                "tail --last 0 | --last: 0 (expected: 1 or more)",
                "tail --last 1 --since 1m | --last and --since: both given (expected: one of them)",
                "tail a//b | topic selector: ",
                "status --url nonsense | --url: \"nonsense\" (expected: http://HOST:PORT)",
                "status --url http://host:99999 | --url: \"http://host:99999\" (expected: http://HOST:PORT)",
                "status --url http://anna:secret@host:1 | --url: names a user (expected: http://HOST:PORT, with ",
                "publish a b {x} | JSON: ",
                "publish a b @no-such-file | JSON: @no-such-file: cannot be read (expected: a file in UTF-8)"
            })
    void wrongUsageIsTwoAndOneLine(String line, String message) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(recording.err()).startsWith("rillway: " + message);
        assertThat(recording.err().lines()).hasSize(1);
        assertThat(recording.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"status", "start web", "stop web", "plan web", "publish a b", "reload", "bench"})
    void noServerIsThreeAndSaysWhatToDo(String line) {
        assertThat(run((line + " --url " + NOWHERE).split(" "))).isEqualTo(3);
        assertThat(recording.err().strip())
                .isEqualTo("rillway: no server at " + NOWHERE + "; start one: rillway serve FILE, or name one: --url");
    }

    @Test
    void saysThatOthersCanReadTheProfile() throws IOException {
        Path profile = folder.resolve("profile.json");
        Files.writeString(profile, "{\"tokens\":{\"http://localhost:1\":\"t\"},\"last\":\"" + NOWHERE + "\"}");
        Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(run("status")).isEqualTo(3);
        assertThat(recording.err())
                .startsWith("rillway: others can read the tokens in your profile; do: chmod 600 " + profile + "\n");

        begin();
        Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-------"));
        assertThat(run("status")).isEqualTo(3);
        assertThat(recording.err().lines()).hasSize(1);
        begin();
        Files.writeString(profile, "{");
        assertThat(run("status")).isEqualTo(2);
        assertThat(recording.err()).isEqualTo("rillway: the profile file cannot be read: " + profile + ": not JSON\n");
    }

    @Test
    void helpListsTheExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(recording.out()).contains("serve", "publish", "Exit codes:", "RILLWAY_TOKEN");
        assertThat(run("--version")).isZero();
        assertThat(recording.out()).contains("rillway (development)");
    }

    @Test
    void aNarrowTerminalIsNoReasonToFail() {
        recording = recording.at(new Screen(true, 24, 24, false, false));

        assertThat(run("--version")).isZero();
        assertThat(run("tail", "--help")).isZero();
    }

    @Test
    void noCommandShowsTheHelp() {
        assertThat(run()).isEqualTo(2);
        assertThat(recording.err()).contains("Missing required subcommand");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resources: [{id: a, dependsOn: [b]}, {id: b, dependsOn: [a]}] | resources[0]: ",
                "resources: [{id: a, dependsOn: [c]}] | resources[0].dependsOn[0]: \"c\" (expected: the id of a resource)",
                "server: {prot: 1} | server.prot: unknown key",
                "cascades: {stepTimeout: 5 parsecs} | cascades.stepTimeout: \"5 parsecs\" (expected: "
            })
    void aBadConfigurationIsTwoAndOneLineWithFileKeyAndReason(String yaml, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("rillway.yaml"), yaml);

        assertThat(run("serve", file.toString())).isEqualTo(2);
        assertThat(recording.err()).startsWith("rillway: " + file + ": " + message);
        assertThat(recording.err().lines()).hasSize(1);
        assertThat(recording.out()).isEmpty();
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void aMissingConfigurationIsTwo() {
        assertThat(run("serve", folder.resolve("none.yaml").toString())).isEqualTo(2);
        assertThat(recording.err()).contains("none.yaml: no such file");
    }
}
