// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.contract;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Posts messages to a harness, numbered from 1 and one after the other; any thread may add one. */
final class Callbacks {

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http;
    private final String address;

    // Guarded by this.
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    private int count;
    private boolean closed;

    Callbacks(HttpClient http, URI address) {
        this.http = http;
        this.address = address.toString().replaceFirst("/+$", "");
    }

    synchronized void post(JsonNode message) {
        if (closed) {
            return;
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/" + ++count))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(message.toString()))
                .build();
        last = last.handle((done, failure) -> request).thenCompose(this::send).whenComplete((response, failure) -> {
            if (failure != null) {
                LOG.debug("The harness did not take {}", request.uri(), failure);
            }
        });
    }

    /** A harness may have closed the connection that was kept for the next message; one that got lost would leave a hole. */
    private CompletableFuture<HttpResponse<Void>> send(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.discarding())
                .exceptionallyCompose(failure -> isBroken(failure)
                        ? http.sendAsync(request, BodyHandlers.discarding())
                        : CompletableFuture.failedFuture(failure));
    }

    private static boolean isBroken(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof IOException && !(cause instanceof HttpTimeoutException);
    }

    /** Nothing is posted any more. */
    synchronized void close() {
        closed = true;
    }
}
