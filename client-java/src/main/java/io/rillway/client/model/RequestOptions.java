// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * What a client asks with.
 *
 * @param method what it asks for, and the body it sends along; sent again with each attempt
 * @param headers further headers of each request, in order; a name may come again
 * @param query further parameters of each request, in order
 * @param credentials asked afresh at each attempt
 * @param lastEventId where to begin, empty for now
 * @param maxRedirects the most redirects that one attempt follows, 0 or more
 */
public record RequestOptions(
        RequestMethod method,
        List<NamedValue> headers,
        List<NamedValue> query,
        CredentialSource credentials,
        String lastEventId,
        int maxRedirects) {

    public RequestOptions {
        requireNonNull(method, "method");
        headers = List.copyOf(headers);
        query = List.copyOf(query);
        requireNonNull(credentials, "credentials");
        requireNonNull(lastEventId, "lastEventId");
        headers.forEach(HeaderRules::check);
        if (maxRedirects < 0) {
            throw new IllegalArgumentException("maxRedirects: " + maxRedirects + " (expected: 0 or more)");
        }
    }

    /** {@return GET without header, parameter or credential; from now on; 20 redirects, as browsers have it} */
    public static RequestOptions defaults() {
        return new RequestOptions(
                RequestMethod.GET, List.of(), List.of(), CredentialSource.fixed(Credential.NONE), "", 20);
    }

    /**
     * {@return these options with another method}
     *
     * @param method what to ask for
     */
    public RequestOptions withMethod(RequestMethod method) {
        return new RequestOptions(method, headers, query, credentials, lastEventId, maxRedirects);
    }

    /**
     * {@return these options with a further header}
     *
     * @param header the header
     */
    public RequestOptions withHeader(NamedValue header) {
        return new RequestOptions(method, and(headers, header), query, credentials, lastEventId, maxRedirects);
    }

    /**
     * {@return these options with a further parameter}
     *
     * @param parameter the parameter
     */
    public RequestOptions withParameter(NamedValue parameter) {
        return new RequestOptions(method, headers, and(query, parameter), credentials, lastEventId, maxRedirects);
    }

    /**
     * {@return these options with other credentials}
     *
     * @param credentials asked afresh at each attempt
     */
    public RequestOptions withCredentials(CredentialSource credentials) {
        return new RequestOptions(method, headers, query, credentials, lastEventId, maxRedirects);
    }

    /**
     * {@return these options with a place to begin}
     *
     * @param lastEventId the last event id that is known
     */
    public RequestOptions withLastEventId(String lastEventId) {
        return new RequestOptions(method, headers, query, credentials, lastEventId, maxRedirects);
    }

    /**
     * {@return these options with another number of redirects}
     *
     * @param maxRedirects the most redirects that one attempt follows, 0 or more
     */
    public RequestOptions withMaxRedirects(int maxRedirects) {
        return new RequestOptions(method, headers, query, credentials, lastEventId, maxRedirects);
    }

    private static List<NamedValue> and(List<NamedValue> some, NamedValue another) {
        List<NamedValue> all = new ArrayList<>(some);
        all.add(another);
        return all;
    }
}
