// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A server that answers each connection as a script says. */
public final class ScriptedServer implements AutoCloseable {

    /** What is done with one connection, of which the request's head has been read. */
    @FunctionalInterface
    public interface Script {
        void run(Connection connection) throws IOException, InterruptedException;
    }

    /** One connection. */
    public record Connection(String head, OutputStream out, CountDownLatch closing) {

        public void send(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /** Waits until the server closes, or for the time. */
        public boolean pause(long millis) throws InterruptedException {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        }
    }

    public final AtomicInteger connections = new AtomicInteger();

    private final ServerSocket listener;
    private final Script script;
    private final CountDownLatch closing = new CountDownLatch(1);

    public ScriptedServer(Script script) throws IOException {
        this(ServerSocketFactory.getDefault(), script);
    }

    public ScriptedServer(ServerSocketFactory factory, Script script) throws IOException {
        this.listener = factory.createServerSocket(0, 50, InetAddress.getAllByName("127.0.0.1")[0]);
        this.script = script;
        start(this::accept);
    }

    public static ScriptedServer answering(String answer) throws IOException {
        return new ScriptedServer(connection -> connection.send(answer));
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        listener.close();
    }

    private void accept() {
        try {
            while (closing.getCount() > 0) {
                Socket socket = listener.accept();
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            closing.countDown();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            connections.incrementAndGet();
            script.run(new Connection(head(socket.getInputStream()), socket.getOutputStream(), closing));
        } catch (IOException e) {
            return; // the probe has closed it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int next = in.read();
        while (next >= 0) {
            head.append((char) next);
            if (head.toString().endsWith("\r\n\r\n")) {
                return head.toString();
            }
            next = in.read();
        }
        return head.toString();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }
}
