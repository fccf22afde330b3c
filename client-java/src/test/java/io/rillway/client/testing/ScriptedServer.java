// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A server on a free port of the loopback that answers each request with the next answer of its script, the last one again
 * and again, and remembers the requests: request line and headers, a line each.
 */
public final class ScriptedServer implements AutoCloseable {

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked;
    private final String scheme;
    private final List<Long> ends = new CopyOnWriteArrayList<>();
    private final Reception reception;

    public ScriptedServer(Answer... answers) throws IOException {
        this(new CopyOnWriteArrayList<>(), Optional.empty(), answers);
    }

    /** A server that remembers its requests in a list of the caller's; with TLS where a certificate is given. */
    public ScriptedServer(List<Asked> asked, Optional<TestCertificate> tls, Answer... answers) throws IOException {
        this.asked = asked;
        this.scheme = tls.isPresent() ? "https" : "http";
        script.addAll(List.of(answers));
        this.reception = Reception.at(
                tls.isPresent() ? tls.get().listen() : new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                this::serve);
    }

    public URI uri() {
        return URI.create(scheme + "://localhost:" + reception.port() + "/events");
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
        return reception.clients();
    }

    /** Resets every connection. */
    public void reset() throws IOException {
        reception.reset();
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
        boolean again = true;
        for (String line = in.readLine(); again && line != null; line = again ? in.readLine() : null) {
            again = answer(line, in, client);
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
        reception.close();
    }
}
