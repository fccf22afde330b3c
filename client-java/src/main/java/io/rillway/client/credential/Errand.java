// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.credential;

import static java.util.Objects.requireNonNull;

import io.rillway.client.model.Credential;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a server that is shown a credential, by POST; the credential goes nowhere else, and the answer is soon whole or none. */
record Errand(HttpClient http) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    Errand {
        if (requireNonNull(http, "http").followRedirects() != Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "http: follows redirects itself, with every credential (expected: Redirect.NEVER)");
        }
    }

    <T> HttpResponse<T> ask(URI place, Credential credential, BodyHandler<T> body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(place).POST(BodyPublishers.noBody());
        credential.headers().forEach(header -> request.setHeader(header.name(), header.value()));
        // A timeout of the request would end with the head of the answer.
        CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request.build(), body);
        try {
            return answer.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer within " + PATIENCE);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException broken ? broken : new IOException("the request failed", e);
        } finally {
            answer.cancel(true);
        }
    }
}
