// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.connect;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * An HTTP client that leaves no thread behind.
 *
 * <p>From Java 21 on it can be told to end. Before, it ends when the garbage collector finds it, or when its selector
 * thread is interrupted; so {@link HttpThreads} remembers that thread.
 */
final class OwnHttp implements AutoCloseable {

    private static final Optional<Method> SHUTDOWN = Arrays.stream(HttpClient.class.getMethods())
            .filter(method -> method.getName().equals("shutdownNow"))
            .findFirst();

    private final HttpThreads threads = new HttpThreads();
    private final HttpClient http;

    OwnHttp(Duration connectTimeout) {
        this.http = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(threads)
                .build();
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
