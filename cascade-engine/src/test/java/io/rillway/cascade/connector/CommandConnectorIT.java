// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.probe.LinePattern;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CommandConnectorIT {

    @TempDir
    private Path root;

    private Workshop workshop;

    @BeforeEach
    void open() {
        workshop = new Workshop(root);
    }

    @Test
    @DisplayName("S1-37 start, status and stop by commands")
    void startsStopsAndAsksByItsCommands() throws Exception {
        ResourceConnector connector = workshop.open(CommandConnector.empty()
                .start("touch", "up")
                .stop("rm", "up")
                .status("sh", "-c", "test -e up || exit 3")
                .workdir(root));
        assertThat(connector.status()).isEqualTo(ConnectorStatus.STOPPED);
        assertThat(connector.isChild()).isFalse();

        connector.start();
        assertThat(connector.status()).isEqualTo(ConnectorStatus.RUNNING);

        connector.stop();
        assertThat(connector.status()).isEqualTo(ConnectorStatus.STOPPED);
    }

    @Test
    @DisplayName("S1-37 what has no command cannot be done")
    void cannotDoWhatItHasNoCommandFor() throws Exception {
        ResourceConnector connector = workshop.open(CommandConnector.empty());

        assertThat(connector.canStart()).isFalse();
        assertThat(connector.canStop()).isFalse();
        assertThat(connector.status()).isEqualTo(ConnectorStatus.UNKNOWN);
        assertThatThrownBy(connector::start)
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.code()).isEqualTo("NO_START_CAPABILITY"));
    }

    @Test
    @DisplayName("S1-37 a failing command is a typed failure")
    void saysHowACommandFailedAndWhatItWroteLast() throws Exception {
        ResourceConnector connector =
                workshop.open(CommandConnector.empty().start(workshop.script("echo one", "echo two >&2", "exit 9")));

        assertThatThrownBy(connector::start)
                .isInstanceOfSatisfying(ConnectorException.class, e -> {
                    assertThat(e.code()).isEqualTo("START_FAILED");
                    assertThat(e.platform()).isEqualTo("command");
                    assertThat(e.details()).isEqualTo(Map.of("program", "/bin/sh", "exitCode", "9"));
                })
                .hasMessage("db: /bin/sh: exit code 9\none\ntwo");
        assertThat(connector.lastOutput(1)).containsExactly("two");
    }

    @Test
    void keepsMessagesShortHoweverMuchACommandWrites() throws Exception {
        ResourceConnector connector = workshop.open(
                CommandConnector.empty().stop("sh", "-c", "head -c 30000000 /dev/zero | tr '\\0' x; exit 1"));

        assertThatThrownBy(connector::stop)
                .isInstanceOf(ConnectorException.class)
                .extracting(Throwable::getMessage)
                .asString()
                .hasSizeLessThan(2100)
                .endsWith("x");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 127, 255})
    void failsWhereTheStatusCommandDoesNotSay(int exitCode) {
        ResourceConnector connector = workshop.open(CommandConnector.empty().status("sh", "-c", "exit " + exitCode));

        assertThatThrownBy(connector::status)
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.code()).isEqualTo("STATUS_FAILED"))
                .hasMessage("db: sh: exit code " + exitCode);
        assertThatThrownBy(connector::test).isInstanceOf(ConnectorException.class);
    }

    @Test
    @DisplayName("S1-37 the status by what a command says, as docker and virsh do")
    void readsTheStatusFromWhatACommandSays() throws Exception {
        Path says = Files.writeString(root.resolve("says"), "running\n");
        ResourceConnector connector = workshop.open(
                CommandConnector.empty().status("cat", says.toString()).runningWhen(LinePattern.regex("^running$")));
        assertThat(connector.status()).isEqualTo(ConnectorStatus.RUNNING);

        Files.writeString(says, "not running\n");
        assertThat(connector.status()).isEqualTo(ConnectorStatus.STOPPED);

        Files.delete(says);
        assertThatThrownBy(connector::status)
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.code()).isEqualTo("STATUS_FAILED"));
    }

    @Test
    @DisplayName("S1-32 HOST_UNREACHABLE: ssh could not connect")
    void saysThatSshCouldNotConnect() throws Exception {
        Path ssh = workshop.program("ssh", "echo no route to $1 >&2", "exit 255");
        ResourceConnector connector = workshop.open(CommandConnector.empty().stop(ssh.toString(), "nas", "poweroff"));

        assertThatThrownBy(connector::stop)
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.code()).isEqualTo("HOST_UNREACHABLE"))
                .hasMessage("db: " + ssh + ": exit code 255\nno route to nas");
    }

    @Test
    void failsATestWhereAProgramIsMissing() {
        ResourceConnector connector = workshop.open(CommandConnector.empty().stop("no-such-program"));

        assertThatThrownBy(connector::test)
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.code()).isEqualTo("STOP_FAILED"));
    }

    @Test
    void killsACommandWithAllItStartedWhenItsTimeIsOver() throws Exception {
        ResourceConnector connector = workshop.open(CommandConnector.empty()
                .start(workshop.script(
                        "trap '' TERM", "sh -c 'echo $$ > " + root + "/grandchild; exec sleep 300' &", "wait"))
                .timeout(Duration.ofSeconds(1)));

        assertThatThrownBy(connector::start)
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.code()).isEqualTo("TIMEOUT"))
                .hasMessage("db: /bin/sh: no end in time");

        Workshop.awaitNoTrace(workshop.pid("grandchild"));
    }

    @Test
    void killsACommandWithAllItStartedWhenItIsInterrupted() throws Exception {
        ResourceConnector connector = workshop.open(CommandConnector.empty()
                .start(workshop.script("sh -c 'echo $$ > " + root + "/grandchild; exec sleep 300' &", "wait")));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread starting = new Thread(() -> {
            try {
                connector.start();
            } catch (InterruptedException e) {
                thrown.set(e);
            }
        });
        starting.start();
        long grandchild = workshop.pid("grandchild");

        starting.interrupt();
        starting.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        Workshop.awaitNoTrace(grandchild);
    }

    @Test
    void leavesAloneWhatACommandPutIntoTheBackground() throws Exception {
        ResourceConnector connector = workshop.open(CommandConnector.empty()
                .start(workshop.script("sh -c 'echo up; echo $$ > " + root + "/daemon; exec sleep 300' &")));

        connector.start();
        long daemon = workshop.pid("daemon");

        assertThat(Workshop.lives(daemon)).isTrue();
        assertThat(connector.lastOutput(5)).containsExactly("up");
        ProcessHandle.of(daemon).orElseThrow().destroyForcibly();
        Workshop.awaitNoTrace(daemon);
    }

    @Test
    void givesItsCommandsTheirEnvironmentInWhateverOrderItWasSaid() throws Exception {
        String[] print = {"sh", "-c", "echo $MODE; pwd -P"};
        ResourceConnector connector = workshop.open(CommandConnector.empty()
                .start(print)
                .env(Map.of("MODE", "demo"))
                .workdir(root)
                .stop(print));

        connector.start();
        assertThat(connector.lastOutput(5))
                .containsExactly("demo", root.toRealPath().toString());
        connector.stop();
        assertThat(connector.lastOutput(5))
                .containsExactly("demo", root.toRealPath().toString());
    }

    @Test
    void refusesATimeThatCannotBeAndShowsNoArguments() {
        assertThatThrownBy(() -> CommandConnector.empty().timeout(Duration.ZERO))
                .hasMessage("timeout: PT0S (expected: more than zero, at most PT24H)");
        assertThat(CommandConnector.empty().start("ssh", "secret")).hasToString("commands {START=ssh}");
    }

    @Test
    void needsNoFolderToAskForTheStatus() throws Exception {
        ResourceConnector connector = workshop.open(CommandConnector.empty().status("true"));

        assertThat(connector.status()).isEqualTo(ConnectorStatus.RUNNING);

        assertThat(workshop.folder()).doesNotExist();
    }
}
