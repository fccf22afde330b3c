// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.contract;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;

/** Runs cases many at once, since most of each is waiting; every case is still a test of its own. */
final class Crowd implements AutoCloseable {

    private static final int AT_ONCE = 12;

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

    /** What is done with a case. */
    @FunctionalInterface
    interface Run {
        void run(JsonNode each) throws Exception;
    }

    static Stream<JsonNode> cases(String file) {
        try (InputStream in = Crowd.class.getResourceAsStream(file)) {
            return Harness.MAPPER.readTree(in).get("cases").valueStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<DynamicTest> tests(Stream<JsonNode> cases, Run run) {
        return cases.map(each -> test(each, run)).toList().stream();
    }

    private DynamicTest test(JsonNode each, Run run) {
        Future<?> done = threads.submit(() -> {
            run.run(each);
            return null;
        });
        return DynamicTest.dynamicTest(each.get("name").asString(), () -> join(done));
    }

    private static void join(Future<?> done) throws Throwable {
        try {
            done.get();
        } catch (ExecutionException e) {
            throw requireNonNull(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
