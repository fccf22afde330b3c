// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.connector.ConnectorSource;
import io.rillway.cascade.connector.ConnectorStatus;
import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.ResourceStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door, on real threads. */
class CascadeEngineTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final Switch db = new Switch();
    private final Switch web = new Switch();

    /** A connector that is on or off. */
    private static final class Switch implements ResourceConnector {

        private final AtomicBoolean on = new AtomicBoolean();
        private final AtomicInteger closed = new AtomicInteger();
        private final ConnectorSource source = site -> this;

        @Override
        public void start() {
            on.set(true);
        }

        @Override
        public void stop() {
            on.set(false);
        }

        @Override
        public ConnectorStatus status() {
            return on.get() ? ConnectorStatus.RUNNING : ConnectorStatus.STOPPED;
        }

        @Override
        public List<String> lastOutput(int lines) {
            return List.of("ready");
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private ResourceGraph graph() {
        return ResourceGraph.builder()
                .resource(Resource.named("db").connector(db.source).build())
                .resource(Resource.named("web")
                        .connector(web.source)
                        .dependsOn("db")
                        .build())
                .build();
    }

    private EngineOptions options() {
        return EngineOptions.defaults().withFolder(folder);
    }

    @Test
    @DisplayName("S1-17 G12 starts and stops without a sink")
    void startsAndStops() throws Exception {
        try (CascadeEngine engine = CascadeEngine.open(graph(), options())) {
            assertThat(engine.plan(CascadeRequest.start("web")).steps())
                    .extracting(Plan.Step::resourceId)
                    .containsExactly("db", "web");

            assertThat(engine.start("web").await(SOON)).isEqualTo(new CascadeOutcome.Completed());
            assertThat(engine.statuses())
                    .containsEntry("db", ResourceStatus.ONLINE)
                    .containsEntry("web", ResourceStatus.ONLINE);

            assertThat(engine.stop("web").await(SOON)).isEqualTo(new CascadeOutcome.Completed());
            assertThat(db.on).isFalse();
            assertThat(engine.cascades()).hasSize(2).allMatch(record -> record.status() == CascadeStatus.COMPLETED);
        }
    }

    @Test
    @DisplayName("G9 leaves no thread after close, and may be closed twice")
    void leavesNoThread() throws Exception {
        CascadeEngine engine = CascadeEngine.open(graph(), options());
        engine.start("web").await(SOON);

        engine.close();
        engine.close();

        assertThat(engineThreads()).isEmpty();
        assertThat(db.closed).hasValue(1);
        assertThatThrownBy(() -> engine.start("web"))
                .isInstanceOfSatisfying(
                        CascadeException.class, e -> assertThat(e.code()).isEqualTo(CascadeException.Code.CLOSED));
    }

    @Test
    void aConnectorThatDoesNotOpenLeavesNothingBehind() throws Exception {
        ResourceGraph broken = graph().with(Resource.named("broken")
                .connector(site -> {
                    throw new IllegalStateException("no such program");
                })
                .build());

        assertThatThrownBy(() -> CascadeEngine.open(broken, options())).hasMessage("no such program");

        assertThat(web.closed).hasValue(1);
        assertThat(engineThreads()).isEmpty();
    }

    @Test
    void closingEndsWhatRunsAndTellsWhoWaits() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        ResourceConnector hangs = new ResourceConnector() {
            @Override
            public void start() throws InterruptedException {
                called.countDown();
                new CountDownLatch(1).await();
            }

            @Override
            public void stop() {}

            @Override
            public ConnectorStatus status() {
                return ConnectorStatus.STOPPED;
            }
        };
        CascadeEngine engine = CascadeEngine.open(
                ResourceGraph.builder()
                        .resource(
                                Resource.named("slow").connector(site -> hangs).build())
                        .build(),
                options());
        Cascade cascade = engine.start("slow");
        called.await();

        engine.close();

        assertThat(cascade.await(SOON)).isInstanceOf(CascadeOutcome.Cancelled.class);
        assertThat(engineThreads()).isEmpty();
    }

    @Test
    void stopsItsChildrenWhenAsked() throws Exception {
        try (CascadeEngine engine = CascadeEngine.open(graph(), options())) {
            engine.start("web").await(SOON);

            assertThat(engine.stopChildren(SOON)).isEmpty();
            assertThat(web.on).isTrue();
        }
    }

    /** A pool has ended a moment before the last of its threads has. */
    private static List<String> engineThreads() throws InterruptedException {
        List<String> left = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("rillway-cascade")) {
                thread.join(Duration.ofSeconds(2).toMillis());
                if (thread.isAlive()) {
                    left.add(thread.getName());
                }
            }
        }
        return left;
    }

    @Test
    void aCompletionMayAskTheEngineAgain() throws Exception {
        try (CascadeEngine engine = CascadeEngine.open(graph(), options())) {
            CountDownLatch stopped = new CountDownLatch(1);

            engine.start("web").completion().thenAccept(outcome -> {
                engine.stop("web");
                stopped.countDown();
            });

            assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        try (CascadeEngine engine = CascadeEngine.open(graph(), options())) {
            assertThatThrownBy(() -> engine.start("nope"))
                    .isInstanceOfSatisfying(
                            CascadeException.class,
                            e -> assertThat(e.code()).isEqualTo(CascadeException.Code.NOT_FOUND))
                    .hasMessage("resource: nope (expected: a resource of the graph)");
            assertThatThrownBy(() -> engine.lastOutput("nope", 3)).isInstanceOf(CascadeException.class);
            assertThat(engine.lastOutput("db", 3)).containsExactly("ready");
            assertThat(engine.find("nope")).isEmpty();
        }
    }

    @Test
    void keepsTheConnectorsThatAnEditDoesNotTouch() throws Exception {
        Switch cache = new Switch();
        try (CascadeEngine engine = CascadeEngine.open(graph(), options())) {
            engine.edit(graph -> graph.without("web")
                    .with(graph.resource("db").toBuilder().name("Database").build())
                    .with(Resource.named("cache").connector(cache.source).build()));

            assertThat(engine.statuses()).containsOnlyKeys("db", "cache");
            assertThat(web.closed).hasValue(1);
            assertThat(db.closed).hasValue(0);
            assertThat(engine.start("cache").await(SOON)).isEqualTo(new CascadeOutcome.Completed());
        }
    }
}
