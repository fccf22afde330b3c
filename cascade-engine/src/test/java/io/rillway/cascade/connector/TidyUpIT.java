// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Grandchildren that survive: those of a child that is gone. */
@Timeout(120)
class TidyUpIT {

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

    private ResourceConnector leaving(String... lastLines) throws Exception {
        String script = "sh -c 'trap \"\" TERM; echo $$ > " + root + "/grandchild; exec sleep 300' &\n";
        return workshop.open(ProcessConnector.of(workshop.script(script + String.join("\n", lastLines)))
                .stopTimeout(Duration.ofSeconds(1)));
    }

    private static void kill(long pid) {
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    }

    @Test
    void grandchildrenOfAChildThatCrashedAreKilled() throws Exception {
        ResourceConnector connector = leaving("exec sleep 300");
        connector.start();
        long grandchild = workshop.pid("grandchild");

        kill(workshop.childPid());
        Workshop.await(() -> workshop.changes.get() == 1);
        assertThat(connector.status()).isEqualTo(ConnectorStatus.exited(137));

        Workshop.awaitNoTrace(grandchild);
        assertThat(workshop.mark()).doesNotExist();
    }

    @Test
    void grandchildrenOfAChildThatEndedWellStay() throws Exception {
        ResourceConnector connector = leaving("while [ ! -s " + root + "/grandchild ]; do :; done", "exit 0");
        connector.start();
        long grandchild = workshop.pid("grandchild");
        Workshop.await(() -> workshop.changes.get() == 1);

        assertThat(connector.status()).isEqualTo(ConnectorStatus.exited(0));
        assertThat(connector.status()).isEqualTo(ConnectorStatus.exited(0));

        assertThat(Workshop.lives(grandchild)).isTrue();
        connector.stop();
        Workshop.awaitNoTrace(grandchild);
    }

    @Test
    void grandchildrenOfAChildThatDiedWhileNobodyLookedAreKilled() throws Exception {
        ResourceConnector earlier = leaving("exec sleep 300");
        earlier.start();
        long grandchild = workshop.pid("grandchild");
        earlier.close();
        kill(workshop.childPid());
        Workshop.awaitNoTrace(workshop.childPid());

        ResourceConnector later = leaving("exec sleep 300");
        assertThat(Workshop.lives(grandchild)).isTrue();
        assertThat(later.status()).isEqualTo(ConnectorStatus.STOPPED);

        Workshop.awaitNoTrace(grandchild);
    }

    @Test
    void whatIsBeingStartedIsNotTakenForALeftover() throws Exception {
        ResourceConnector connector = workshop.open(ProcessConnector.of("sleep", "300"));
        Thread looks = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    connector.status();
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        looks.start();

        for (int i = 0; i < 10; i++) {
            connector.start();
            assertThat(connector.status()).isEqualTo(ConnectorStatus.RUNNING);
            long pid = workshop.childPid();
            int before = workshop.changes.get();
            kill(pid);
            Workshop.await(() -> workshop.changes.get() > before);
        }
        looks.interrupt();
        looks.join();

        assertThat(Files.exists(root)).isTrue();
        connector.start();
        assertThat(connector.status()).isEqualTo(ConnectorStatus.RUNNING);
    }
}
