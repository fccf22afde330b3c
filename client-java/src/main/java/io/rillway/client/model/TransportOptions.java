// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.model;

import static java.util.Objects.requireNonNull;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;

/**
 * What makes the connections, and who runs what comes of them.
 *
 * @param http an HTTP client that may be shared and is not closed with the event client; empty for one of its own
 * @param tls whom a client of its own trusts; empty for whom the JDK trusts
 * @param version what a client of its own speaks over TLS where the server does too; without TLS it is HTTP/1.1
 * @param executor runs handlers and subscribers where no thread of the caller's does; empty for threads of its own, none
 *     of which is there while nothing happens
 */
public record TransportOptions(
        Optional<HttpClient> http, Optional<SSLContext> tls, Version version, Optional<Executor> executor) {

    public TransportOptions {
        requireNonNull(tls, "tls");
        requireNonNull(version, "version");
        requireNonNull(executor, "executor");
        if (http.map(HttpClient::followRedirects).orElse(Redirect.NEVER) != Redirect.NEVER) {
            throw new IllegalArgumentException("http: follows redirects itself, with every credential"
                    + " (expected: Redirect.NEVER, since this client follows them with care)");
        }
    }

    /** {@return an own HTTP client that speaks HTTP/1.1 and trusts whom the JDK trusts, own threads} */
    public static TransportOptions defaults() {
        return new TransportOptions(Optional.empty(), Optional.empty(), Version.HTTP_1_1, Optional.empty());
    }

    /**
     * {@return these options with an HTTP client that may be shared}
     *
     * @param http follows no redirects itself
     */
    public TransportOptions withHttp(HttpClient http) {
        return new TransportOptions(Optional.of(http), tls, version, executor);
    }

    /**
     * {@return these options with others to trust}
     *
     * @param tls whom to trust
     */
    public TransportOptions withTls(SSLContext tls) {
        return new TransportOptions(http, Optional.of(tls), version, executor);
    }

    /**
     * {@return these options with another version of HTTP}
     *
     * @param version what to speak where the server does too
     */
    public TransportOptions withVersion(Version version) {
        return new TransportOptions(http, tls, version, executor);
    }

    /**
     * {@return these options with somebody to run handlers and subscribers}
     *
     * @param executor not closed with the client
     */
    public TransportOptions withExecutor(Executor executor) {
        return new TransportOptions(http, tls, version, Optional.of(executor));
    }
}
