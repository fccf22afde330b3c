// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to talk to a server: when its time is over its connection is closed under whoever reads or writes, so that no
 * number of slow bytes can stretch it. An interrupt closes it likewise.
 *
 * <p>The time is watched by the JDK's own timer for futures; closing is all that is done there.
 */
final class Attempt implements AutoCloseable {

    private final long deadline;
    private final CompletableFuture<Void> end;

    /** The connection, set by the one who attempts and closed by whoever ends it first. */
    private final AtomicReference<@Nullable SocketChannel> connection = new AtomicReference<>();

    /** Of the one who attempts. */
    private boolean connected;

    Attempt(Duration time) {
        this.deadline = System.nanoTime() + time.toNanos();
        this.end = new CompletableFuture<Void>().orTimeout(time.toNanos(), TimeUnit.NANOSECONDS);
        CompletableFuture<Void> unused = end.whenComplete((done, timeout) -> closeQuietly(connection.get()));
    }

    /** {@return a connection to the first address that accepts} */
    Socket connect(Addresses addresses, int port) throws IOException, TimeoutException, InterruptedException {
        List<InetAddress> found = addresses.find(left());
        IOException failure = new IOException("no address");
        for (int i = 0; i < found.size(); i++) {
            try {
                return connect(new InetSocketAddress(found.get(i), port), left().dividedBy(found.size() - i));
            } catch (IOException e) {
                // That one refuses says more than that another cannot be reached from here.
                failure = failure instanceof ConnectException ? failure : e;
            }
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        throw failure;
    }

    /** {@return whether somebody accepted} */
    boolean isConnected() {
        return connected;
    }

    boolean isOver() {
        return deadline - System.nanoTime() <= 0;
    }

    @Override
    public void close() {
        end.complete(null);
    }

    private Socket connect(InetSocketAddress address, Duration share) throws IOException {
        SocketChannel channel = SocketChannel.open();
        closeQuietly(connection.getAndSet(channel));
        if (end.isDone()) {
            closeQuietly(channel);
        }
        channel.socket().connect(address, (int) Math.max(1, Math.min(share.toMillis(), Integer.MAX_VALUE)));
        refuseOneself(channel.socket());
        connected = true;
        return channel.socket();
    }

    /**
     * Where nobody listens on a port of this machine, the system may choose that very port for who calls, and connect the
     * caller with itself. Such a connection is closed so that the port is free at once.
     */
    static void refuseOneself(Socket socket) throws IOException {
        if (socket.getLocalPort() == socket.getPort()
                && socket.getLocalAddress().equals(socket.getInetAddress())) {
            socket.setSoLinger(true, 0);
            socket.close();
            throw new ConnectException("nobody listens");
        }
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }

    private static void closeQuietly(@Nullable SocketChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            return; // it is given up; nobody asks how that went
        }
    }
}
