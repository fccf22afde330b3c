// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers each request with the next answer of its script, and remembers the requests. */
final class ScriptedServer implements AutoCloseable {

    /** Writes an answer to a socket; what it leaves open stays open. */
    interface Answer {
        void write(OutputStream out) throws IOException;
    }

    private final ServerSocket socket;
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    ScriptedServer(Answer... answers) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        script.addAll(List.of(answers));
        Thread thread = new Thread(this::accept, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    static Answer stream(String body) {
        return raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n" + body, true);
    }

    static Answer held(String headers, String body) {
        return raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n" + headers + "\r\n" + body, false);
    }

    static Answer status(int status, String headers) {
        return raw("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\nConnection: close\r\n" + headers + "\r\n", true);
    }

    static Answer raw(String text, boolean close) {
        return out -> {
            out.write(text.getBytes(UTF_8));
            out.flush();
            if (close) {
                out.close();
            }
        };
    }

    URI uri() {
        return URI.create("http://localhost:" + socket.getLocalPort() + "/events");
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    long openSockets() {
        return open.stream().filter(s -> !s.isClosed()).count();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                open.add(client);
                Thread thread = new Thread(() -> serve(client), "scripted-answer");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            open.forEach(ScriptedServer::drop);
        }
    }

    private void serve(Socket client) {
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
            StringBuilder request = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                request.append(line).append('\n');
            }
            requests.add(request.toString());
            Answer answer = script.size() > 1 ? script.poll() : script.peek();
            if (answer != null) {
                answer.write(client.getOutputStream());
            }
            in.transferTo(Writer.nullWriter()); // until the client leaves
            client.close();
        } catch (IOException e) {
            drop(client);
        }
    }

    private static void drop(Socket client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
