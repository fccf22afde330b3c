// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rillway.cascade.Cascade;
import io.rillway.cascade.CascadeEngine;
import io.rillway.cascade.CascadeException;
import io.rillway.cascade.EngineOptions;
import io.rillway.cascade.connector.ConnectorSite;
import io.rillway.cascade.connector.ConnectorStatus;
import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.testing.RecordingSink;
import io.rillway.events.catalog.CascadeEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine whose journal's disk is full says so, does nothing that it could not write down, and goes on when there is room. */
class FullDiskIT {

    private final RecordingSink sink = new RecordingSink();
    private final CountDownLatch dbMayStart = new CountDownLatch(1);

    @TempDir
    Path folder;

    @BeforeEach
    void install() {
        FullDisk.install();
    }

    @AfterEach
    void empty() {
        FullDisk.isFull(false);
    }

    /** Starts when it may, and remembers that it was told to. */
    private static final class Slow implements ResourceConnector {

        private final CountDownLatch may;
        private volatile boolean running;

        private Slow(CountDownLatch may) {
            this.may = may;
        }

        @Override
        public void start() throws InterruptedException {
            may.await();
            running = true;
        }

        @Override
        public void stop() {
            running = false;
        }

        @Override
        public ConnectorStatus status() {
            return running ? ConnectorStatus.RUNNING : ConnectorStatus.STOPPED;
        }
    }

    private CascadeEngine open(Slow web) {
        JdbcOptions disk =
                JdbcOptions.url("jdbc:h2:fulldisk:" + folder.resolve("journal")).withRetryPause(Duration.ofMillis(100));
        ResourceGraph graph = ResourceGraph.of(List.of(
                Resource.named("db")
                        .connector((ConnectorSite site) -> new Slow(dbMayStart))
                        .build(),
                Resource.named("web").connector(site -> web).dependsOn("db").build()));
        return CascadeEngine.open(
                graph,
                EngineOptions.defaults()
                        .withFolder(folder.resolve("run"))
                        .withTimes(Duration.ofSeconds(30), Duration.ofMillis(50))
                        .publishTo(sink)
                        .withJournal(JdbcJournal.source(disk)));
    }

    @Test
    void failsWhatItCannotWriteDownAndGoesOnWhenThereIsRoom() throws Exception {
        Slow web = new Slow(new CountDownLatch(0));
        try (CascadeEngine engine = open(web)) {
            Cascade cascade = engine.start("web");
            await().until(() -> cascade.snapshot().currentStep() == 1);
            FullDisk.isFull(true);
            dbMayStart.countDown();

            CascadeOutcome outcome = cascade.await(Duration.ofSeconds(30));

            assertThat(outcome).isInstanceOfSatisfying(CascadeOutcome.Failed.class, failed -> {
                assertThat(failed.error().code()).isEqualTo(CascadeError.JOURNAL_UNAVAILABLE);
                assertThat(failed.error().message()).contains("no room left");
            });
            assertThat(web.running).isFalse();
            assertThatThrownBy(() -> engine.start("web"))
                    .isInstanceOfSatisfying(
                            CascadeException.class,
                            e -> assertThat(e.code()).isEqualTo(CascadeException.Code.JOURNAL_UNAVAILABLE));
            assertThat(ends(cascade.id())).isZero();

            FullDisk.isFull(false);
            await().atMost(Duration.ofSeconds(30)).until(() -> ends(cascade.id()) == 1);
            assertThat(engine.start("web").await(Duration.ofSeconds(30))).isInstanceOf(CascadeOutcome.Completed.class);
        }
        try (CascadeEngine engine = open(web)) {
            assertThat(engine.cascades())
                    .extracting(record -> record.status())
                    .containsExactly(CascadeStatus.COMPLETED, CascadeStatus.FAILED);
        }
    }

    private long ends(String id) {
        return List.copyOf(sink.events()).stream()
                .filter(event -> event.data() instanceof CascadeEvents.Failure failure
                        && failure.cascadeId().equals(id))
                .count();
    }
}
