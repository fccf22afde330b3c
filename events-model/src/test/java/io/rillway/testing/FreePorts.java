// SPDX-License-Identifier: Apache-2.0
package io.rillway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Ports for programs that have to be told theirs before they start. They lie below those that the system gives out by itself, so
 * that nobody else's connection or listener takes one in the meantime, nor answers for a program that is gone.
 */
public final class FreePorts {

    private static final int FROM = 12_000;
    private static final int TO = 32_000;

    private FreePorts() {}

    /** {@return so many different ports that nobody listens on} */
    public static List<Integer> some(int count) {
        SplittableRandom random = new SplittableRandom();
        Set<Integer> free = new LinkedHashSet<>();
        while (free.size() < count) {
            int port = random.nextInt(FROM, TO);
            if (isFree(port)) {
                free.add(port);
            }
        }
        return List.copyOf(free);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
