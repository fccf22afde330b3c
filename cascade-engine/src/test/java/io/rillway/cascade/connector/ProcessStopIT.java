// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessStopIT {

    private static final Duration SHORT = Duration.ofMillis(300);

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
    void givesAChildTheTimeToEndInOrder() throws Exception {
        ResourceConnector connector = workshop.open(ProcessConnector.of(workshop.script(
                "trap 'echo bye; exit 3' TERM", "echo $$ > " + root + "/ready", "while :; do sleep 0.05; done")));
        connector.start();
        long pid = workshop.pid("ready");

        connector.stop();

        assertThat(connector.status()).isEqualTo(ConnectorStatus.exited(3));
        assertThat(connector.lastOutput(1)).containsExactly("bye");
        Workshop.awaitNoTrace(pid);
    }

    @Test
    void killsAChildThatIgnoresTheSignal() throws Exception {
        ResourceConnector connector = workshop.open(ProcessConnector.of(
                        workshop.script("trap '' TERM", "echo $$ > " + root + "/ready", "while :; do sleep 0.05; done"))
                .stopTimeout(SHORT));
        connector.start();
        long pid = workshop.pid("ready");
        long before = System.nanoTime();

        connector.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(SHORT);
        assertThat(connector.status()).isEqualTo(ConnectorStatus.exited(137));
        Workshop.awaitNoTrace(pid);
    }

    @Test
    void sendsTheSignalThatItIsTold() throws Exception {
        ResourceConnector connector = workshop.open(ProcessConnector.of(workshop.script(
                        "trap 'exit 5' USR1", "echo $$ > " + root + "/ready", "while :; do sleep 0.05; done"))
                .stopSignal("USR1"));
        connector.start();
        workshop.pid("ready");

        connector.stop();

        assertThat(connector.status()).isEqualTo(ConnectorStatus.exited(5));
    }

    @Test
    void leavesNoGrandchildThatOutlivesItsParent() throws Exception {
        ResourceConnector connector = workshop.open(ProcessConnector.of(workshop.script(
                        "sh -c 'trap \"\" TERM; echo $$ > " + root + "/grandchild; while :; do sleep 0.05; done' &",
                        "wait"))
                .stopTimeout(SHORT));
        connector.start();
        long grandchild = workshop.pid("grandchild");

        connector.stop();

        assertThat(Workshop.lives(grandchild)).isFalse();
        assertThat(connector.status()).isEqualTo(ConnectorStatus.exited(143));
        Workshop.awaitNoTrace(grandchild);
    }

    @Test
    void leavesNoGrandchildThatWentIntoASessionOfItsOwn() throws Exception {
        ResourceConnector connector = workshop.open(ProcessConnector.of(workshop.script(
                        "setsid sh -c 'echo $$ > " + root + "/grandchild; exec sleep 300' &", "exec sleep 300"))
                .stopTimeout(SHORT));
        connector.start();
        long grandchild = workshop.pid("grandchild");

        connector.stop();

        Workshop.awaitNoTrace(grandchild);
    }

    @Test
    void leavesNoGrandchildThatLostItsEnvironment() throws Exception {
        ResourceConnector connector = workshop.open(ProcessConnector.of(workshop.script(
                        "env -i sh -c 'echo $$ > " + root
                                + "/grandchild; trap \"\" TERM; while :; do sleep 0.05; done' &",
                        "exec sleep 300"))
                .stopTimeout(SHORT));
        connector.start();
        long grandchild = workshop.pid("grandchild");

        connector.stop();

        Workshop.awaitNoTrace(grandchild);
    }

    @Test
    void clearsWhatADeadChildLeftBeforeItStartsAnother() throws Exception {
        ResourceConnector connector = workshop.open(ProcessConnector.of(
                workshop.script("sh -c 'echo $$ > " + root + "/grandchild; exec sleep 300' &", "exit 1")));
        connector.start();
        Workshop.await(() -> workshop.changes.get() == 1);
        long left = workshop.pid("grandchild");
        assertThat(Workshop.lives(left)).isTrue();

        connector.start();

        Workshop.awaitNoTrace(left);
    }

    @Test
    void clearsWhatADeadChildLeftWhenItIsStopped() throws Exception {
        ResourceConnector connector = workshop.open(ProcessConnector.of(
                workshop.script("sh -c 'echo $$ > " + root + "/grandchild; exec sleep 300' &", "exit 0")));
        connector.start();
        Workshop.await(() -> workshop.changes.get() == 1);
        long left = workshop.pid("grandchild");

        connector.stop();
        connector.stop();

        Workshop.awaitNoTrace(left);
        assertThat(connector.status()).isEqualTo(ConnectorStatus.exited(0));
    }

    @Test
    void endsSoonWhenItIsInterruptedAndCanBeToldAgain() throws Exception {
        ResourceConnector connector = workshop.open(ProcessConnector.of(
                        workshop.script("trap '' TERM", "echo $$ > " + root + "/ready", "while :; do sleep 0.05; done"))
                .stopTimeout(Duration.ofHours(1)));
        connector.start();
        long pid = workshop.pid("ready");
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread stopping = new Thread(() -> {
            try {
                connector.stop();
            } catch (InterruptedException e) {
                thrown.set(e);
            }
        });

        stopping.start();
        Workshop.await(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        stopping.interrupt();
        stopping.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(connector.status()).isEqualTo(ConnectorStatus.RUNNING);
        workshop.open(ProcessConnector.of("sh").stopTimeout(Duration.ZERO)).stop();
        Workshop.awaitNoTrace(pid);
    }

    @Test
    void stopsSixtyAtOnceAndLeavesNothing() throws Exception {
        ResourceConnector connector = workshop.open(ProcessConnector.of(workshop.script(
                        "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do sleep 300 & sleep 300 & sleep 300 & done",
                        "echo $$ > " + root + "/ready",
                        "wait"))
                .stopTimeout(Duration.ofSeconds(20)));
        connector.start();
        long pid = workshop.pid("ready");

        connector.stop();

        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> process.parent()
                                .filter(parent -> parent.pid() == pid)
                                .isPresent()))
                .isEmpty();
        Workshop.awaitNoTrace(pid);
    }

    @Test
    void refusesASignalOrATimeThatCannotBe() {
        ProcessConnector connector = ProcessConnector.of("sleep");

        assertThatThrownBy(() -> connector.stopSignal("STOP")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> connector.stopTimeout(SHORT.negated())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(ProcessConnector::of).isInstanceOf(IllegalArgumentException.class);
    }
}
