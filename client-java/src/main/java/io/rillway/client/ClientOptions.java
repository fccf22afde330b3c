// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static java.util.Objects.requireNonNull;

import io.rillway.client.model.Credential;
import io.rillway.client.model.CredentialSource;
import io.rillway.client.model.NamedValue;
import io.rillway.client.model.RequestOptions;
import io.rillway.client.model.Timeouts;
import io.rillway.client.retry.Backoff;
import io.rillway.client.retry.RetryPolicy;
import io.rillway.client.retry.RetryStrategy;
import io.rillway.events.TopicSelector;
import io.rillway.events.wire.SseLimits;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.util.Optional;

/**
 * The settings of a client. Each method gives a changed copy.
 *
 * <p><b>Threads:</b> immutable. <b>Errors:</b> a setting out of its range is an {@link IllegalArgumentException}.
 *
 * @param request what it asks with
 * @param retry when it tries again
 * @param policy after which endings it tries again
 * @param timeouts how long it waits
 * @param limits what a stream may be
 * @param comments whether comments are given out
 * @param http what makes the connections; empty for one of the client's own
 */
public record ClientOptions(
        RequestOptions request,
        RetryStrategy retry,
        RetryPolicy policy,
        Timeouts timeouts,
        SseLimits limits,
        boolean comments,
        Optional<HttpClient> http) {

    public ClientOptions {
        requireNonNull(request, "request");
        requireNonNull(retry, "retry");
        requireNonNull(policy, "policy");
        requireNonNull(timeouts, "timeouts");
        requireNonNull(limits, "limits");
        if (http.map(HttpClient::followRedirects).orElse(Redirect.NEVER) != Redirect.NEVER) {
            throw new IllegalArgumentException("http: follows redirects itself, with every credential"
                    + " (expected: Redirect.NEVER, since this client follows them with care)");
        }
    }

    /** {@return no credential, {@link Backoff#defaults}, {@link Timeouts#defaults}, no comments, an own HTTP client} */
    public static ClientOptions defaults() {
        return new ClientOptions(
                RequestOptions.defaults(),
                RetryStrategy.defaults(),
                RetryPolicy.RESILIENT,
                Timeouts.defaults(),
                SseLimits.defaults(),
                false,
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
     * {@return these options with other waits between attempts}
     *
     * @param retry when to try again
     */
    public ClientOptions retry(RetryStrategy retry) {
        return new ClientOptions(request, retry, policy, timeouts, limits, comments, http);
    }

    /**
     * {@return these options with another idea of what may pass}
     *
     * @param policy after which endings to try again
     */
    public ClientOptions policy(RetryPolicy policy) {
        return new ClientOptions(request, retry, policy, timeouts, limits, comments, http);
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
        return new ClientOptions(request, retry, policy, timeouts, limits, comments, http);
    }

    /**
     * {@return these options with other limits}
     *
     * @param limits what a stream may be
     */
    public ClientOptions limits(SseLimits limits) {
        return new ClientOptions(request, retry, policy, timeouts, limits, comments, http);
    }

    /** {@return these options with comments given out} */
    public ClientOptions withComments() {
        return new ClientOptions(request, retry, policy, timeouts, limits, true, http);
    }

    /**
     * {@return these options with an HTTP client that may be shared; it is not closed with the event client}
     *
     * @param http follows no redirects itself; speaks the version of HTTP it was built with
     */
    public ClientOptions http(HttpClient http) {
        return new ClientOptions(request, retry, policy, timeouts, limits, comments, Optional.of(http));
    }

    private ClientOptions request(RequestOptions changed) {
        return new ClientOptions(changed, retry, policy, timeouts, limits, comments, http);
    }
}
