// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Starts a child, says so, and waits to be killed. */
final class StarterProgram {

    private StarterProgram() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[0]);
        ProcessConnector.of("sleep", "300")
                .open(new ConnectorSite("db", folder, args[1], () -> {}))
                .start();
        Files.createFile(folder.resolve("../../started"));
        new CountDownLatch(1).await();
    }
}
