// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.cascade.Cascade;
import io.rillway.cascade.CascadeEngine;
import io.rillway.cascade.CascadeException;
import io.rillway.cascade.EngineOptions;
import io.rillway.cascade.connector.ConnectorStatus;
import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.testing.RecordingSink;
import io.rillway.events.Event;
import io.rillway.events.catalog.CascadeEvents;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process whose engine starts and stops the same two resources until it is killed, and says what comes of it: {@code A id}
 * for a cascade that was promised, {@code O order} for an order that reached a resource, {@code T id} for an end that was
 * told, {@code E outcome} and {@code R refusal} for what a caller is answered.
 */
final class FullDiskChild {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final FileOutputStream out;
    private final CountDownLatch never = new CountDownLatch(1);

    private FullDiskChild(FileOutputStream out) {
        this.out = out;
    }

    public static void main(String[] args) throws IOException, InterruptedException, TimeoutException {
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            new FullDiskChild(out).live(Path.of(args[0]));
        }
    }

    static JdbcOptions journal(Path folder) {
        return JdbcOptions.file(folder.resolve("journal")).withRetryPause(Duration.ofMillis(50));
    }

    private void live(Path folder) throws InterruptedException, TimeoutException {
        RecordingSink sink = new RecordingSink();
        sink.onEvent(this::told);
        EngineOptions options = EngineOptions.defaults()
                .withFolder(folder.resolve("run"))
                .withTimes(LONG, Duration.ofMillis(50))
                .publishTo(sink)
                .withJournal(JdbcJournal.source(journal(folder)));
        Resource db = Resource.named("db").connector(site -> new Switch("db")).build();
        Resource web = Resource.named("web")
                .connector(site -> new Switch("web"))
                .dependsOn("db")
                .build();
        try (CascadeEngine engine = CascadeEngine.open(ResourceGraph.of(List.of(db, web)), options)) {
            for (long i = 0; i < Long.MAX_VALUE; i++) {
                ask(engine, i % 2 == 0 ? CascadeRequest.start("web") : CascadeRequest.stop("web"));
            }
        }
    }

    private void ask(CascadeEngine engine, CascadeRequest request) throws InterruptedException, TimeoutException {
        try {
            Cascade cascade = engine.run(request);
            say("A " + cascade.id());
            CascadeOutcome outcome = cascade.await(LONG);
            say("E " + outcome.toString().replace('\n', ' '));
        } catch (CascadeException e) {
            say("R " + e.code() + " " + e.getMessage());
            boolean unused = never.await(20, TimeUnit.MILLISECONDS);
        }
    }

    private void told(Event event) {
        if (event.data() instanceof CascadeEvents.Complete end) {
            say("T " + end.cascadeId());
        } else if (event.data() instanceof CascadeEvents.Failure end) {
            say("T " + end.cascadeId());
        }
    }

    /** One write for each line, so that what was said has been said when the process dies. */
    private synchronized void say(String line) {
        try {
            out.write((line + "\n").getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Switch implements ResourceConnector {

        private final String id;
        private volatile boolean on;

        private Switch(String id) {
            this.id = id;
        }

        @Override
        public void start() {
            say("O START " + id);
            on = true;
        }

        @Override
        public void stop() {
            say("O STOP " + id);
            on = false;
        }

        @Override
        public ConnectorStatus status() {
            return on ? ConnectorStatus.RUNNING : ConnectorStatus.STOPPED;
        }
    }
}
