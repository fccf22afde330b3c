// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.connect;

import io.rillway.client.model.TransportOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * An HTTP client that leaves no thread behind.
 *
 * <p>From Java 21 on it can be told to end. Before, it ends when the garbage collector finds it, or when its selector
 * thread is interrupted; so {@link IdleThreads} remembers that thread.
 */
final class OwnHttp implements AutoCloseable {

    private static final Optional<Method> SHUTDOWN = Arrays.stream(HttpClient.class.getMethods())
            .filter(method -> method.getName().equals("shutdownNow"))
            .findFirst();

    private final IdleThreads threads = new IdleThreads("rillway-client-http");
    private final HttpClient http;

    OwnHttp(TransportOptions options, Duration connectTimeout) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(options.version())
                .followRedirects(Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(threads);
        options.tls().ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    HttpClient http() {
        return http;
    }

    @Override
    public void close() {
        if (SHUTDOWN.isEmpty()) {
            threads.interruptSelector();
            return;
        }
        try {
            SHUTDOWN.get().invoke(http);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the HTTP client cannot be ended", e);
        }
    }
}
