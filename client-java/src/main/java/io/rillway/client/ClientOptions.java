// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static java.util.Objects.requireNonNull;

import io.rillway.client.model.Credential;
import io.rillway.client.model.CredentialSource;
import io.rillway.client.model.NamedValue;
import io.rillway.client.model.Reception;
import io.rillway.client.model.RequestMethod;
import io.rillway.client.model.RequestOptions;
import io.rillway.client.model.ResumeStore;
import io.rillway.client.model.StreamEnd;
import io.rillway.client.model.Timeouts;
import io.rillway.client.model.TransportOptions;
import io.rillway.client.retry.Backoff;
import io.rillway.client.retry.RetryPolicy;
import io.rillway.client.retry.RetryStrategy;
import io.rillway.events.TopicSelector;
import io.rillway.events.wire.SseLimits;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;

/**
 * The settings of a client. Each method gives a changed copy.
 *
 * <p><b>Threads:</b> immutable. <b>Errors:</b> a setting out of its range is an {@link IllegalArgumentException}.
 *
 * @param request what it asks with
 * @param retry when it tries again
 * @param policy after which endings it tries again
 * @param timeouts how long it waits
 * @param reception what it makes of the bytes it gets
 * @param transport what makes the connections, and who runs what comes of them
 * @param resume keeps the place in the stream for the next process; empty if nothing does
 */
public record ClientOptions(
        RequestOptions request,
        RetryStrategy retry,
        RetryPolicy policy,
        Timeouts timeouts,
        Reception reception,
        TransportOptions transport,
        Optional<ResumeStore> resume) {

    public ClientOptions {
        requireNonNull(request, "request");
        requireNonNull(retry, "retry");
        requireNonNull(policy, "policy");
        requireNonNull(timeouts, "timeouts");
        requireNonNull(reception, "reception");
        requireNonNull(transport, "transport");
        requireNonNull(resume, "resume");
    }

    /** {@return no credential, {@link Backoff#defaults}, {@link Timeouts#defaults}, no comments, an own HTTP client} */
    public static ClientOptions defaults() {
        return new ClientOptions(
                RequestOptions.defaults(),
                RetryStrategy.defaults(),
                RetryPolicy.RESILIENT,
                Timeouts.defaults(),
                Reception.defaults(),
                TransportOptions.defaults(),
                Optional.empty());
    }

    /**
     * {@return the defaults with a bearer token}
     *
     * @param token the token
     */
    public static ClientOptions bearer(String token) {
        return defaults().credentials(CredentialSource.fixed(Credential.bearer(token)));
    }

    /**
     * {@return the defaults with a cookie}
     *
     * @param name the cookie's name
     * @param value its value
     */
    public static ClientOptions cookie(String name, String value) {
        return defaults().credentials(CredentialSource.fixed(Credential.cookie(name, value)));
    }

    /**
     * {@return these options with other credentials}
     *
     * @param credentials asked afresh at each attempt
     */
    public ClientOptions credentials(CredentialSource credentials) {
        return request(request.withCredentials(credentials));
    }

    /**
     * {@return these options with topics to ask for}
     *
     * @param selectors what to follow
     */
    public ClientOptions topics(String... selectors) {
        ClientOptions options = this;
        for (String selector : selectors) {
            options = options.parameter("topic", TopicSelector.of(selector).pattern());
        }
        return options;
    }

    /**
     * {@return these options with event types to let through}
     *
     * @param types the types
     */
    public ClientOptions events(String... types) {
        return types.length == 0 ? this : parameter("events", String.join(",", types));
    }

    /**
     * {@return these options with a further parameter of the query}
     *
     * @param name its name
     * @param value its value, not encoded yet
     */
    public ClientOptions parameter(String name, String value) {
        return request(request.withParameter(new NamedValue(name, value)));
    }

    /**
     * {@return these options with a further header}
     *
     * @param name its name
     * @param value its value
     */
    public ClientOptions header(String name, String value) {
        return request(request.withHeader(new NamedValue(name, value)));
    }

    /**
     * {@return these options with a place to begin}
     *
     * @param lastEventId the last event id that is known
     */
    public ClientOptions startAfter(String lastEventId) {
        return request(request.withLastEventId(lastEventId));
    }

    /**
     * {@return these options with another number of redirects}
     *
     * @param maxRedirects the most redirects that one attempt follows, 0 or more
     */
    public ClientOptions maxRedirects(int maxRedirects) {
        return request(request.withMaxRedirects(maxRedirects));
    }

    /**
     * {@return these options with another method}
     *
     * @param method what to ask for, and the body that is sent with each attempt
     */
    public ClientOptions method(RequestMethod method) {
        return request(request.withMethod(method));
    }

    /**
     * {@return these options with one question to be asked once, as language models answer it with a stream}; whatever
     * breaks the answer ends the client with an error, and nothing is asked again
     *
     * @param json the body, sent by POST
     * @param end when the answer is whole
     */
    public ClientOptions post(String json, StreamEnd end) {
        return method(RequestMethod.post(json))
                .header("Content-Type", "application/json")
                .end(end)
                .once();
    }

    /**
     * {@return these options with other waits between attempts}
     *
     * @param retry when to try again
     */
    public ClientOptions retry(RetryStrategy retry) {
        return new ClientOptions(request, retry, policy, timeouts, reception, transport, resume);
    }

    /**
     * {@return these options with another idea of what may pass}
     *
     * @param policy after which endings to try again
     */
    public ClientOptions policy(RetryPolicy policy) {
        return new ClientOptions(request, retry, policy, timeouts, reception, transport, resume);
    }

    /** {@return these options with one attempt only: what ends the stream ends the client} */
    public ClientOptions once() {
        return retry(Backoff.never());
    }

    /**
     * {@return these options with other times}
     *
     * @param timeouts how long to wait for the server
     */
    public ClientOptions timeouts(Timeouts timeouts) {
        return new ClientOptions(request, retry, policy, timeouts, reception, transport, resume);
    }

    /**
     * {@return these options with other limits}
     *
     * @param limits what a stream may be
     */
    public ClientOptions limits(SseLimits limits) {
        return reception(reception.withLimits(limits));
    }

    /** {@return these options with comments given out} */
    public ClientOptions withComments() {
        return reception(reception.withComments());
    }

    /**
     * {@return these options with duplicates dropped: an event whose own id is among the last ones is not given out again}
     *
     * @param window how many ids are remembered, 0 or more
     */
    public ClientOptions withoutDuplicates(int window) {
        return reception(reception.withoutDuplicates(window));
    }

    /**
     * {@return these options with an end of the stream}
     *
     * @param end when the stream has come to its own end
     */
    public ClientOptions end(StreamEnd end) {
        return reception(reception.withEnd(end));
    }

    /**
     * {@return these options with an HTTP client that may be shared; it is not closed with the event client}
     *
     * @param http follows no redirects itself; speaks the version of HTTP it was built with, and HTTP/1.1 where there is no
     *     TLS
     */
    public ClientOptions http(HttpClient http) {
        return transport(transport.withHttp(http));
    }

    /**
     * {@return these options with others to trust}
     *
     * @param tls whom the client's own HTTP client trusts
     */
    public ClientOptions tls(SSLContext tls) {
        return transport(transport.withTls(tls));
    }

    /** {@return these options with HTTP/2 where the server speaks it too, over TLS; without TLS it is HTTP/1.1} */
    public ClientOptions http2() {
        return transport(transport.withVersion(Version.HTTP_2));
    }

    /**
     * {@return these options with somebody to run handlers and subscribers}
     *
     * @param executor not closed with the client
     */
    public ClientOptions executor(Executor executor) {
        return transport(transport.withExecutor(executor));
    }

    /**
     * {@return these options with a memory that outlives the process}; the client begins where it points, unless it was
     * given another place with {@link #startAfter}
     *
     * @param store keeps the place in the stream
     */
    public ClientOptions resume(ResumeStore store) {
        return new ClientOptions(request, retry, policy, timeouts, reception, transport, Optional.of(store));
    }

    private ClientOptions request(RequestOptions changed) {
        return new ClientOptions(changed, retry, policy, timeouts, reception, transport, resume);
    }

    private ClientOptions reception(Reception changed) {
        return new ClientOptions(request, retry, policy, timeouts, changed, transport, resume);
    }

    private ClientOptions transport(TransportOptions changed) {
        return new ClientOptions(request, retry, policy, timeouts, reception, changed, resume);
    }
}
