// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.probe.Activity.State;
import io.rillway.cascade.system.Pace;
import io.rillway.cascade.testing.ScriptedServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
@DisplayName("S1-39 what sees use")
class ActivityProbeIT {

    private static final Duration TIME = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void aConnectionOfAnotherProgramIsUseAndOneOfOursIsNot() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            int port = server.getLocalPort();
            ActivityProbe probe = ActivityProbe.port(port);
            assertThat(probe.look(TIME)).isEqualTo(Activity.idle("no connection to port " + port));
            try (Socket ours = new Socket(server.getInetAddress(), port);
                    Socket accepted = server.accept()) {
                assertThat(accepted.isConnected() && ours.isConnected()).isTrue();
                assertThat(probe.look(TIME).state()).isEqualTo(State.IDLE);
            }
            Process other = CallerProgram.calling(port);
            try (Socket accepted = server.accept()) {
                assertThat(accepted.isConnected()).isTrue();
                assertThat(probe.look(TIME)).isEqualTo(Activity.used("connections to port " + port + ": 1"));
            } finally {
                other.destroyForcibly().waitFor();
            }
            assertThat(Pace.await(() -> isIdle(probe), TIME)).isTrue();
        }
    }

    private static boolean isIdle(ActivityProbe probe) {
        try {
            return probe.look(TIME).state() == State.IDLE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void aPortWhereNobodyListensSaysNothing() throws Exception {
        int free;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = server.getLocalPort();
        }

        assertThat(ActivityProbe.port(free).look(TIME)).isEqualTo(Activity.unknown("nobody listens on port " + free));
    }

    @ParameterizedTest
    @CsvSource({"0, USED", "1, IDLE", "2, UNKNOWN", "127, UNKNOWN", "255, UNKNOWN"})
    void aCommandSaysByItsExitCode(int code, State state) throws Exception {
        ActivityProbe probe = ActivityProbe.command(List.of("sh", "-c", "exit " + code), folder, Map.of());

        assertThat(probe.look(TIME).state()).isEqualTo(state);
    }

    @Test
    void aCommandRunsWhereItIsToldAndSaysNothingIfItCannotOrHangs() throws Exception {
        Files.createFile(folder.resolve("here"));
        ActivityProbe probe =
                ActivityProbe.command(List.of("sh", "-c", "test -e $WHAT"), folder, Map.of("WHAT", "here"));
        ActivityProbe hangs = ActivityProbe.command(List.of("sleep", "300"), folder, Map.of());
        ActivityProbe missing = ActivityProbe.command(List.of("no-such-program"), folder, Map.of());

        assertThat(probe.look(TIME).state()).isEqualTo(State.USED);
        assertThat(hangs.look(Duration.ofMillis(200)).state()).isEqualTo(State.UNKNOWN);
        assertThat(missing.look(TIME).state()).isEqualTo(State.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "200 OK, playing: 2, USED",
        "200 OK, nobody, IDLE",
        "500 Oops, nobody, UNKNOWN",
        "404 No, nobody, UNKNOWN"
    })
    void anAnswerSaysByItsBody(String status, String body, State state) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 " + status + "\r\n\r\n" + body)) {
            ActivityProbe probe = ActivityProbe.http(
                    server.url("/"), Map.of(), HttpExpectation.success().withBody("playing"));

            assertThat(probe.look(TIME).state()).isEqualTo(state);
        }
    }

    @Test
    void refusesToJudgeAnAnswerByItsStatusAlone() {
        assertThatThrownBy(() -> ActivityProbe.http("http://h/", Map.of(), HttpExpectation.success()))
                .hasMessage("body: \"\" (expected: what an answer has in it while somebody uses it)");
        assertThatThrownBy(() -> ActivityProbe.port(0)).hasMessage("port: 0 (expected: 1 to 65535)");
    }
}
