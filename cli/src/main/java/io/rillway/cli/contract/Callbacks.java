// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Posts messages to a harness, numbered from 1 and one after the other; any thread may add one. The JDK's older client does
 * that, since a message takes it half the time.
 */
final class Callbacks {

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);
    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(10).toMillis();

    private final Executor executor;
    private final String address;

    // Any thread adds to these; whoever made the first call posts until there are none left.
    private final Queue<JsonNode> messages = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean closed;

    // Of whoever posts.
    private int count;

    Callbacks(Executor executor, URI address) {
        this.executor = executor;
        this.address = address.toString().replaceFirst("/+$", "");
    }

    void post(JsonNode message) {
        if (!closed) {
            messages.add(message);
            if (calls.getAndIncrement() == 0) {
                executor.execute(this::postAll);
            }
        }
    }

    private void postAll() {
        int seen = 1;
        do {
            for (JsonNode next = messages.poll(); next != null; next = messages.poll()) {
                post(address + "/" + ++count, next.toString().getBytes(UTF_8));
            }
            seen = calls.addAndGet(-seen);
        } while (seen > 0);
    }

    private static void post(String to, byte[] message) {
        try {
            send(to, message);
        } catch (IOException e) {
            LOG.debug("The harness did not take {}", to, e);
        }
    }

    /** What got lost with a connection that was closed meanwhile is sent once more by the JDK; a hole would hold back the rest. */
    private static void send(String to, byte[] message) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(to).toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        connection.getOutputStream().write(message);
        boolean refused = connection.getResponseCode() >= 400;
        try (InputStream rest = refused ? connection.getErrorStream() : connection.getInputStream()) {
            if (rest != null) {
                rest.readAllBytes(); // then the connection is kept
            }
        }
    }

    /** Nothing is posted any more but what was told before. */
    void close() {
        closed = true;
    }
}
