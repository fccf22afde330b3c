// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import static java.util.Objects.requireNonNull;

import io.rillway.cascade.net.HttpRequest;
import io.rillway.cascade.net.HttpTarget;
import io.rillway.cascade.probe.HttpExpectation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request over HTTP that orders or asks something: a webhook.
 *
 * <p>It expects a status from 200 to 299 and takes at most 10 seconds, unless said otherwise. Redirects are not followed. An
 * https server must present a certificate that the JDK trusts for its name.
 *
 * <p><b>Threads:</b> immutable. <b>Errors:</b> {@link IllegalArgumentException} for what cannot be sent. <b>Limits:</b> a
 * body has at most 2<sup>20</sup> characters. Nothing but the method and the server is ever shown: a webhook's path may be
 * as secret as its headers and its body.
 */
public final class HttpOrder {

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final HttpExpectation DONE = new HttpExpectation(200, 299, "");

    private final HttpRequest request;
    private final HttpExpectation expectation;
    private final Duration timeout;

    private HttpOrder(HttpRequest request, HttpExpectation expectation, Duration timeout) {
        this.request = request;
        this.expectation = expectation;
        this.timeout = timeout;
    }

    /**
     * {@return a POST without a body}
     *
     * @param url an http or https URL without a user name in it
     */
    public static HttpOrder post(String url) {
        return of("POST", url);
    }

    /**
     * {@return a GET}
     *
     * @param url an http or https URL without a user name in it
     */
    public static HttpOrder get(String url) {
        return of("GET", url);
    }

    /**
     * {@return a request without a body}
     *
     * @param method in capitals, such as {@code PUT}
     * @param url an http or https URL without a user name in it
     */
    public static HttpOrder of(String method, String url) {
        HttpRequest request = new HttpRequest(method, HttpTarget.parse(url), Map.of(), "");
        return new HttpOrder(request, DONE, Duration.ofSeconds(10));
    }

    /**
     * {@return this request with one more header}
     *
     * @param name its name
     * @param value its value, printable ASCII
     */
    public HttpOrder header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(request.headers());
        more.put(name, value);
        return with(new HttpRequest(request.method(), request.target(), more, request.body()));
    }

    /**
     * {@return this request with another body}
     *
     * @param body text, sent as UTF-8
     */
    public HttpOrder body(String body) {
        return with(new HttpRequest(request.method(), request.target(), request.headers(), body));
    }

    /**
     * {@return this request with another expectation}
     *
     * @param expectation what the answer must be
     */
    public HttpOrder expecting(HttpExpectation expectation) {
        return new HttpOrder(request, requireNonNull(expectation, "expectation"), timeout);
    }

    /**
     * {@return this request with another time}
     *
     * @param timeout how long all of it may take, more than zero and at most one day
     */
    public HttpOrder timeout(Duration timeout) {
        requireNonNull(timeout, "timeout");
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "timeout: " + timeout + " (expected: more than zero, at most " + LONGEST + ")");
        }
        return new HttpOrder(request, expectation, timeout);
    }

    private HttpOrder with(HttpRequest other) {
        return new HttpOrder(other, expectation, timeout);
    }

    HttpRequest request() {
        return request;
    }

    HttpExpectation expectation() {
        return expectation;
    }

    Duration timeout() {
        return timeout;
    }

    @Override
    public String toString() {
        return request.toString();
    }
}
