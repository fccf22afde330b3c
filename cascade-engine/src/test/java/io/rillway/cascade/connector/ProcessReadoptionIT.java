// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessReadoptionIT {

    private static final ProcessConnector SLEEPER = ProcessConnector.of("sleep", "300");

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
    void knowsALivingChildAgain() throws Exception {
        startAndLetGo(SLEEPER);
        long pid = workshop.childPid();

        ResourceConnector second = workshop.open(SLEEPER);

        assertThat(second.status()).isEqualTo(ConnectorStatus.RUNNING);
        second.start();
        assertThat(workshop.childPid()).isEqualTo(pid);
        second.stop();
        assertThat(second.status()).isEqualTo(ConnectorStatus.STOPPED);
        Workshop.awaitNoTrace(pid);
    }

    @Test
    void knowsAChildAgainWhoseStarterWasKilled() throws Exception {
        Process other = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StarterProgram.class.getName(),
                        workshop.folder().toString(),
                        workshop.site().engineId())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("starter.log").toFile())
                .start();
        Workshop.await(() -> Files.exists(root.resolve("started")) || !other.isAlive());
        other.destroyForcibly().waitFor();
        long pid = workshop.childPid();

        ResourceConnector second = workshop.open(SLEEPER);

        assertThat(Files.readString(root.resolve("starter.log"))).doesNotContain("Exception");
        assertThat(second.status()).isEqualTo(ConnectorStatus.RUNNING);
        second.stop();
        assertThat(Workshop.lives(pid)).isFalse();
        Workshop.awaitNoTrace(pid);
    }

    @Test
    void tellsWhenAChildThatWasFoundAgainEnds() throws Exception {
        startAndLetGo(SLEEPER);
        ResourceConnector second = workshop.open(SLEEPER);

        ProcessHandle.of(workshop.childPid()).orElseThrow().destroyForcibly();
        Workshop.await(() -> workshop.changes.get() == 1);

        assertThat(second.status()).isEqualTo(ConnectorStatus.STOPPED);
    }

    @Test
    void showsTheOutputOfAChildThatWasFoundAgain() throws Exception {
        ProcessConnector source =
                ProcessConnector.of(workshop.script("echo hello", "echo $$ > " + root + "/ready", "exec sleep 300"));
        startAndLetGo(source);
        workshop.pid("ready");

        assertThat(workshop.open(source).lastOutput(5)).containsExactly("hello");
    }

    @Test
    void doesNotMistakeALaterProcessOfTheSamePidForTheChildButKnowsWhoseItIs() throws Exception {
        startAndLetGo(SLEEPER);
        long pid = workshop.childPid();
        String mark = Files.readString(workshop.mark());

        Files.writeString(workshop.mark(), mark.replaceAll("started=.*", "started=1"));
        ResourceConnector second = workshop.open(SLEEPER);

        assertThat(second.status()).isEqualTo(ConnectorStatus.STOPPED);
        Workshop.awaitNoTrace(pid); // it carries the mark of this resource, and so is a leftover
    }

    @Test
    void doesNotTouchAStrangerWhosePidIsWrittenDown() throws Exception {
        Process stranger = new ProcessBuilder("setsid", "sleep", "300").start();
        Files.createDirectories(workshop.folder());
        Files.writeString(workshop.mark(), "boot=earlier\npid=" + stranger.pid() + "\nstarted=1\n");

        ResourceConnector connector = workshop.open(SLEEPER);
        assertThat(connector.status()).isEqualTo(ConnectorStatus.STOPPED);
        connector.start();
        connector.stop();

        assertThat(stranger.isAlive()).isTrue();
        stranger.destroyForcibly().waitFor();
    }

    @Test
    void findsAChildWhosePidWasNotYetWrittenDown() throws Exception {
        ProcessConnector source = ProcessConnector.of(
                workshop.script("sleep 300 &", "echo $! > " + root + "/grandchild", "exec sleep 300"));
        startAndLetGo(source);
        long pid = workshop.childPid();
        long grandchild = workshop.pid("grandchild");

        Files.writeString(workshop.mark(), "");
        ResourceConnector second = workshop.open(source);

        assertThat(second.status()).isEqualTo(ConnectorStatus.RUNNING);
        second.stop();
        Workshop.awaitNoTrace(pid);
        Workshop.awaitNoTrace(grandchild);
    }

    @Test
    void findsNothingWhereOnlyTheIntentionWasWritten() throws IOException, InterruptedException {
        Files.createDirectories(workshop.folder());
        Files.writeString(workshop.mark(), "");

        assertThat(workshop.open(SLEEPER).status()).isEqualTo(ConnectorStatus.STOPPED);
    }

    @Test
    void tellsNothingAfterItHasLetGo() throws Exception {
        ResourceConnector first = workshop.open(SLEEPER);
        first.start();
        long pid = workshop.childPid();
        first.close();

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        Workshop.awaitNoTrace(pid);
        ResourceConnector next = workshop.open(ProcessConnector.of(workshop.script("exit 0")));
        next.start();
        Workshop.await(() -> workshop.changes.get() > 0);

        assertThat(workshop.changes).hasValue(1);
    }

    private void startAndLetGo(ProcessConnector source) throws InterruptedException {
        ResourceConnector first = workshop.open(source);
        first.start();
        first.close();
    }
}
