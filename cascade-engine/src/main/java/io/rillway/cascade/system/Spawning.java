// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.system;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Starts processes one after the other.
 *
 * <p>The JDK starts a process through one of its own, which inherits all that is open and lets go of it only once this JVM has
 * told it what to run. Two of them that are started side by side hold each other's lines open: if the JVM is killed just then, both
 * wait for ever, and keep the server's port and its streams open.
 */
public final class Spawning {

    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private Spawning() {}

    /**
     * {@return the process, once it runs its program}
     *
     * @param builder what to start
     */
    public static Process start(ProcessBuilder builder) throws IOException {
        ONE_AT_A_TIME.lock();
        try {
            return builder.start();
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }
}
