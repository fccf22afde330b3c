// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.connector.ConnectorStatus;
import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.model.CascadeOptions;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.model.Retry;
import io.rillway.cascade.model.TimeLimits;
import io.rillway.cascade.probe.ProbeOptions;
import io.rillway.cascade.probe.ProbeResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an application could do to the engine's door by mistake, on real threads. */
@Timeout(60)
class DoorAttackTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration FOR_EVER = ChronoUnit.FOREVER.getDuration();

    @TempDir
    Path folder;

    /** A connector that counts its starts, and is on after one. */
    private static class Counted implements ResourceConnector {

        private final AtomicInteger starts = new AtomicInteger();
        private volatile boolean on;

        @Override
        public void start() throws InterruptedException {
            starts.incrementAndGet();
            on = true;
        }

        @Override
        public void stop() {
            on = false;
        }

        @Override
        public ConnectorStatus status() {
            return on ? ConnectorStatus.RUNNING : ConnectorStatus.STOPPED;
        }
    }

    private CascadeEngine open(Resource... resources) {
        return CascadeEngine.open(
                ResourceGraph.of(List.of(resources)), EngineOptions.defaults().withFolder(folder));
    }

    @Test
    void linesThatAreNoneKeepNoStepFromFailing() throws Exception {
        ResourceConnector broken = new Counted() {
            @Override
            public void start() {
                throw new IllegalStateException("no luck");
            }

            @Override
            public List<String> lastOutput(int lines) {
                return Arrays.asList("ready", null);
            }
        };
        try (CascadeEngine engine =
                open(Resource.named("db").connector(site -> broken).build())) {
            for (int i = 0; i < 2; i++) {
                assertThat(engine.start("db").await(SOON))
                        .isInstanceOfSatisfying(
                                CascadeOutcome.Failed.class,
                                failed ->
                                        assertThat(failed.error().lastOutput()).isEmpty());
            }
        }
    }

    @Test
    void timesWithoutEndAreTaken() throws Exception {
        Counted db = new Counted();
        ProbeOptions patient = ProbeOptions.defaults().withTimes(FOR_EVER, FOR_EVER);
        Resource endless = Resource.named("db")
                .connector(site -> db)
                .probe(timeout -> ProbeResult.healthy("up"), patient)
                .limits(new TimeLimits(Optional.of(FOR_EVER), Optional.of(FOR_EVER)))
                .retry(Retry.of(3, FOR_EVER))
                .build();
        EngineOptions options = EngineOptions.defaults().withFolder(folder).withTimes(FOR_EVER, FOR_EVER);
        try (CascadeEngine engine = CascadeEngine.open(ResourceGraph.of(List.of(endless)), options)) {
            CascadeRequest start = CascadeRequest.start("db").with(CascadeOptions.DEFAULTS.within(FOR_EVER));

            assertThat(engine.run(start).await(FOR_EVER)).isInstanceOf(CascadeOutcome.Completed.class);
            Cascade stop = engine.stop("db");
            stop.cancel(FOR_EVER);
            assertThat(stop.await(SOON)).isNotNull();
        }
    }

    @Test
    void aRestWithoutEndCanBeCancelled() throws Exception {
        ResourceConnector broken = new Counted() {
            @Override
            public void start() {
                throw new IllegalStateException("no luck");
            }
        };
        Resource db = Resource.named("db")
                .connector(site -> broken)
                .retry(Retry.of(3, FOR_EVER))
                .build();
        try (CascadeEngine engine = open(db)) {
            for (int i = 0; i < 2; i++) {
                Cascade cascade = engine.start("db");
                assertThatThrownBy(() -> cascade.await(Duration.ofMillis(100))).isInstanceOf(TimeoutException.class);
                cascade.cancel();
                assertThat(cascade.await(SOON)).isInstanceOf(CascadeOutcome.Cancelled.class);
            }
        }
    }

    @Test
    void aCancellationNeedsAGrace() throws Exception {
        try (CascadeEngine engine =
                open(Resource.named("db").connector(site -> new Counted()).build())) {
            Cascade cascade = engine.start("db");

            assertThatThrownBy(() -> cascade.cancel(null)).isInstanceOf(NullPointerException.class);

            assertThat(cascade.await(SOON)).isInstanceOf(CascadeOutcome.Completed.class);
        }
    }

    @Test
    void idsThatDifferInLittleAreDifferent() throws Exception {
        List<String> ids = List.of("a", "A", "a.", "a-", "-", "--", "_", "a".repeat(128), "a".repeat(127));
        Resource[] resources = ids.stream()
                .map(id -> Resource.named(id).connector(site -> new Counted()).build())
                .toArray(Resource[]::new);
        try (CascadeEngine engine = open(resources)) {
            engine.start("a").await(SOON);
            engine.start("a".repeat(127)).await(SOON);

            assertThat(ids)
                    .filteredOn(id -> engine.statuses().get(id) == ResourceStatus.ONLINE)
                    .containsExactly("a", "a".repeat(127));
        }
    }

    /** Waits in its start until it is interrupted. */
    private static final class Waiting extends Counted {

        private final CountDownLatch called;

        private Waiting(CountDownLatch called) {
            this.called = called;
        }

        @Override
        public void start() throws InterruptedException {
            called.countDown();
            new CountDownLatch(1).await();
        }
    }

    @Test
    void aCloseEndsEveryCascadeThatRuns() throws Exception {
        for (int round = 0; round < 20; round++) {
            CountDownLatch called = new CountDownLatch(8);
            Resource[] resources = IntStream.range(0, 8)
                    .mapToObj(i -> Resource.named("r" + i)
                            .connector(site -> new Waiting(called))
                            .build())
                    .toArray(Resource[]::new);
            List<Cascade> cascades = new ArrayList<>();
            try (CascadeEngine engine = open(resources)) {
                Stream.of(resources).forEach(resource -> cascades.add(engine.start(resource.id())));
                called.await();
            }
            for (Cascade cascade : cascades) {
                assertThat(cascade.await(SOON)).isInstanceOf(CascadeOutcome.Cancelled.class);
            }
        }
    }

    @Test
    void whoeverIsAnsweredByAnEngineThatClosesHearsOfTheEnd() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 50; round++) {
                CascadeEngine engine = open(
                        Resource.named("db").connector(site -> new Counted()).build());
                List<Callable<Optional<Cascade>>> asked = new ArrayList<>();
                IntStream.range(0, 4).forEach(i -> asked.add(() -> start(engine)));
                asked.add(2, () -> {
                    engine.close();
                    return Optional.empty();
                });
                for (Future<Optional<Cascade>> answer : callers.invokeAll(asked)) {
                    if (answer.get().isPresent()) {
                        assertThat(answer.get().get().await(SOON)).isNotNull();
                        assertThat(engine.find(answer.get().get().id())).isPresent();
                    }
                }
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static Optional<Cascade> start(CascadeEngine engine) {
        try {
            return Optional.of(engine.start("db"));
        } catch (CascadeException e) {
            assertThat(e.code()).isEqualTo(CascadeException.Code.CLOSED);
            return Optional.empty();
        }
    }

    @Test
    void twoThousandStartsAtOnceThatOverlapStartEachResourceOnce() throws Exception {
        int size = 200;
        Random random = new Random(7);
        List<Counted> connectors = new ArrayList<>();
        Resource[] resources = new Resource[size];
        for (int i = 0; i < size; i++) {
            Counted connector = new Counted();
            connectors.add(connector);
            Resource.Builder builder = Resource.named("r" + i).connector(site -> connector);
            random.ints(i == 0 ? 0 : 3, 0, Math.max(1, i)).distinct().forEach(need -> builder.dependsOn("r" + need));
            resources[i] = builder.build();
        }
        ExecutorService callers = Executors.newFixedThreadPool(20);
        try (CascadeEngine engine = open(resources)) {
            List<Callable<CascadeOutcome>> asked = new ArrayList<>();
            random.ints(2000, 0, size)
                    .forEach(i -> asked.add(() -> engine.start("r" + i).await(SOON)));
            for (Future<CascadeOutcome> answer : callers.invokeAll(asked)) {
                assertThat(answer.get()).isInstanceOf(CascadeOutcome.Completed.class);
            }
        } finally {
            callers.shutdownNow();
        }

        assertThat(connectors).allMatch(connector -> connector.starts.get() <= 1);
    }
}
