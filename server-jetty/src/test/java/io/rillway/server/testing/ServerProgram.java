// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import io.rillway.server.RillwayServer;
import io.rillway.server.config.ServerConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A server in a program of its own, so that it can be killed. */
public final class ServerProgram {

    private ServerProgram() {}

    public static void main(String[] args) throws InterruptedException {
        RillwayServer server = RillwayServer.open(ServerConfig.load(Path.of(args[0]), Map.of(), Map.of()));
        System.out.println("LISTENING " + server.uri());
        new CountDownLatch(1).await();
    }
}
