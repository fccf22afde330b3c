// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A server on a free port of the loopback that answers each request with the next answer of its script, the last one again
 * and again, and remembers the requests: request line and headers, a line each.
 */
public final class ScriptedServer implements AutoCloseable {

    private final CountDownLatch closed = new CountDownLatch(1);
    private final ServerSocket socket;
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked;
    private final String scheme;
    private final List<Long> ends = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    public ScriptedServer(Answer... answers) throws IOException {
        this(new CopyOnWriteArrayList<>(), Optional.empty(), answers);
    }

    /** A server that remembers its requests in a list of the caller's; with TLS where a certificate is given. */
    public ScriptedServer(List<Asked> asked, Optional<TestCertificate> tls, Answer... answers) throws IOException {
        this.asked = asked;
        this.scheme = tls.isPresent() ? "https" : "http";
        this.socket = tls.isPresent() ? tls.get().listen() : new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        script.addAll(List.of(answers));
        daemon(this::accept);
    }

    public URI uri() {
        return URI.create(scheme + "://localhost:" + socket.getLocalPort() + "/events");
    }

    public List<String> requests() {
        return asked.stream().map(Asked::head).toList();
    }

    public String request(int index) {
        return asked.get(index).head();
    }

    /** When the answers were written, in order. */
    public List<Long> ends() {
        return List.copyOf(ends);
    }

    /** How many connections the clients have not left yet. */
    public int connections() {
        return open.size();
    }

    /** Resets every connection. */
    public void reset() throws IOException {
        for (Socket client : open) {
            client.setSoLinger(true, 0);
            client.close();
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                daemon(() -> serve(client));
            } catch (IOException e) {
                break; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
            boolean again = true;
            for (String line = in.readLine(); again && line != null; line = again ? in.readLine() : null) {
                again = answer(line, in, client);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The client has left, which is what connections() tells.
        } finally {
            open.remove(client);
        }
    }

    private boolean answer(String requestLine, BufferedReader in, Socket client)
            throws IOException, InterruptedException {
        StringBuilder request = new StringBuilder(requestLine).append('\n');
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            request.append(line).append('\n');
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        asked.add(new Asked(request.toString(), body(in, length), System.nanoTime()));
        Answer answer = script.size() > 1 ? script.poll() : script.peek();
        boolean again = answer == null || answer.write(client, closed);
        ends.add(System.nanoTime());
        return again;
    }

    private static String body(BufferedReader in, int length) throws IOException {
        char[] body = new char[length];
        int have = 0;
        for (int n = 0; have < length && n >= 0; have += Math.max(0, n)) {
            n = in.read(body, have, length - have);
        }
        return new String(body, 0, have);
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            socket.close();
            for (Socket client : open) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
