// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ManyProcessesIT {

    private static final int COUNT = 200;
    private static final int WORKERS = 16;

    @TempDir
    private Path root;

    @Test
    void startsAndStopsTwoHundredTreesAtOnceAndLeavesNothing() throws Exception {
        String mark = root.toString();
        ProcessConnector source = ProcessConnector.of("sh", "-c", "sleep 300 & wait", mark);
        List<ResourceConnector> connectors = IntStream.range(0, COUNT)
                .mapToObj(i -> source.open(new ConnectorSite("r" + i, root.resolve("r" + i), mark, () -> {})))
                .toList();

        forAll(connectors, connector -> {
                    connector.start();
                    return connector.status();
                })
                .forEach(status -> assertThat(status).isEqualTo(ConnectorStatus.RUNNING));
        forAll(connectors, connector -> {
                    connector.stop();
                    return connector.status();
                })
                .forEach(status -> assertThat(status).isEqualTo(ConnectorStatus.exited(143)));

        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @FunctionalInterface
    private interface Action {
        ConnectorStatus take(ResourceConnector connector) throws InterruptedException;
    }

    private static List<ConnectorStatus> forAll(List<ResourceConnector> connectors, Action action) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Callable<ConnectorStatus>> tasks = new ArrayList<>();
            connectors.forEach(connector -> tasks.add(() -> action.take(connector)));
            List<ConnectorStatus> found = new ArrayList<>();
            for (Future<ConnectorStatus> future : workers.invokeAll(tasks)) {
                found.add(future.get());
            }
            return found;
        } finally {
            workers.shutdownNow();
        }
    }
}
