// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.system.ProcessEntry;
import io.rillway.cascade.system.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessConnectorIT {

    @TempDir
    private Path root;

    private Workshop workshop;

    @BeforeEach
    void open() {
        workshop = new Workshop(root);
    }

    @AfterEach
    void close() throws InterruptedException {
        workshop.close();
    }

    @Test
    @DisplayName("S1-37 start, status and stop of a process")
    void startsAChildAndSaysThatItRuns() throws Exception {
        ResourceConnector connector = workshop.open(ProcessConnector.of("sleep", "300"));
        assertThat(connector.status()).isEqualTo(ConnectorStatus.STOPPED);
        assertThat(workshop.folder()).doesNotExist();

        connector.start();
        assertThat(connector.status()).isEqualTo(ConnectorStatus.RUNNING);
        assertThat(connector.isChild()).isTrue();
        long pid = workshop.childPid();

        connector.stop();
        assertThat(connector.status()).isEqualTo(ConnectorStatus.exited(143));
        assertThat(workshop.mark()).doesNotExist();
        Workshop.awaitNoTrace(pid);
    }

    @Test
    void givesTheChildASessionOfItsOwn() throws Exception {
        workshop.open(ProcessConnector.of("sleep", "300")).start();

        Workshop.await(() -> child().leadsSession());

        assertThat(child().group()).isEqualTo(child().pid());
        assertThat(child().parent()).isEqualTo(ProcessHandle.current().pid());
    }

    private ProcessEntry child() {
        return ProcessTable.ofThisSystem().find(workshop.childPid()).orElseThrow();
    }

    @Test
    void doesNothingMoreWhenAChildThatRunsIsStarted() throws Exception {
        ResourceConnector connector = workshop.open(ProcessConnector.of("sleep", "300"));
        connector.start();
        long pid = workshop.childPid();

        connector.start();

        assertThat(workshop.childPid()).isEqualTo(pid);
    }

    @Test
    void tellsWhenAChildEndsOnItsOwnAndHowItEnded() throws Exception {
        ResourceConnector connector =
                workshop.open(ProcessConnector.of(workshop.script("echo working", "echo trouble >&2", "exit 7")));

        connector.start();
        Workshop.await(() -> workshop.changes.get() == 1);

        assertThat(connector.status()).isEqualTo(ConnectorStatus.exited(7));
        assertThat(connector.lastOutput(10)).containsExactly("working", "trouble");
        assertThat(connector.lastOutput(1)).containsExactly("trouble");
    }

    @Test
    void tellsNothingWhenAChildEndsByOrder() throws Exception {
        ResourceConnector connector = workshop.open(ProcessConnector.of("sleep", "300"));
        connector.start();

        connector.stop();
        ResourceConnector next = workshop.open(ProcessConnector.of(workshop.script("exit 0")));
        next.start();
        Workshop.await(() -> workshop.changes.get() > 0);

        assertThat(workshop.changes).hasValue(1);
    }

    @Test
    void showsTheOutputOfTheLastStartOnly() throws Exception {
        ResourceConnector connector = workshop.open(ProcessConnector.of(workshop.script("echo run")));
        connector.start();
        Workshop.await(() -> workshop.changes.get() == 1);

        connector.start();
        Workshop.await(() -> workshop.changes.get() == 2);

        assertThat(connector.lastOutput(10)).containsExactly("run");
        assertThat(workshop.folder().resolve("output.log.1")).hasContent("run");
    }

    @Test
    void runsWhereItIsToldWithWhatItIsGiven() throws Exception {
        Path work = Files.createDirectories(root.resolve("work"));
        ResourceConnector connector =
                workshop.open(ProcessConnector.of(workshop.script("pwd -P", "echo $MODE", "cat", "echo $RILLWAY_RUN"))
                        .workdir(work)
                        .env(Map.of("MODE", "demo", "RILLWAY_RUN", "forged")));

        connector.start();
        Workshop.await(() -> workshop.changes.get() == 1);

        assertThat(connector.lastOutput(10))
                .containsExactly(
                        work.toRealPath().toString(), "demo", workshop.site().engineId() + "/db");
    }

    @Test
    @DisplayName("S1-37 a missing program is a typed failure")
    void saysWhichProgramIsMissingAndWhere() {
        ResourceConnector connector =
                workshop.open(ProcessConnector.of("no-such-program", "secret").workdir(root));

        assertThatThrownBy(connector::start)
                .isInstanceOfSatisfying(ConnectorException.class, e -> {
                    assertThat(e.code()).isEqualTo("START_FAILED");
                    assertThat(e.platform()).isEqualTo("process");
                })
                .hasMessage("db: command: no-such-program (expected: an executable program; looked from " + root
                        + " and on the PATH)");
        assertThatThrownBy(connector::test).isInstanceOf(ConnectorException.class);
        assertThat(workshop.folder()).doesNotExist();
    }

    @Test
    void saysWhichFolderIsMissing() {
        ResourceConnector connector =
                workshop.open(ProcessConnector.of("sleep", "300").workdir(root.resolve("gone")));

        assertThatThrownBy(connector::start)
                .isInstanceOf(ConnectorException.class)
                .hasMessage("db: workdir: " + root.resolve("gone") + " (expected: a folder that exists)");
    }

    @Test
    void saysThatItsFolderCannotBeMade() throws IOException {
        ResourceConnector connector = workshop.open(ProcessConnector.of("sleep", "300"));
        Files.createFile(root.resolve("data"));

        assertThatThrownBy(connector::start)
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.code()).isEqualTo("START_FAILED"));

        Files.delete(root.resolve("data"));
    }

    @Test
    void cutsTheOutputWhenItsStatusIsAsked() throws Exception {
        ResourceConnector connector = workshop.open(ProcessConnector.of(workshop.script(
                "head -c 9000000 /dev/zero",
                "echo $$ > " + root + "/full",
                "read line < " + root + "/go",
                "echo after",
                "exec sleep 300")));
        Runtime.getRuntime().exec(new String[] {"mkfifo", root + "/go"}).waitFor();
        connector.start();
        workshop.pid("full");

        assertThat(connector.status()).isEqualTo(ConnectorStatus.RUNNING);
        assertThat(workshop.folder().resolve("output.log")).isEmptyFile();
        Files.writeString(root.resolve("go"), "go\n");
        Workshop.await(() -> connector.lastOutput(1).get(0).endsWith("after"));

        assertThat(workshop.folder().resolve("output.log")).hasContent("after");
        assertThat(workshop.folder().resolve("output.log.cut")).hasSize(9_000_000);
    }

    @Test
    void letsGoOfAChildWithoutTouchingIt() throws Exception {
        ResourceConnector first = workshop.open(ProcessConnector.of("sleep", "300"));
        first.start();
        long pid = workshop.childPid();

        first.close();
        first.close();

        assertThat(Workshop.lives(pid)).isTrue();
    }

    @Test
    void showsNoArgumentsWhenItIsPrinted() {
        assertThat(ProcessConnector.of("mysqld", "--password=x")).hasToString("process mysqld");
    }
}
