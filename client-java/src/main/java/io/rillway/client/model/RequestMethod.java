// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.model;

import static java.util.Objects.requireNonNull;

import java.net.http.HttpRequest;
import java.util.Optional;

/**
 * The method of a request, and its body.
 *
 * <p><b>Threads:</b> immutable. <b>Errors:</b> a name that is no method is an {@link IllegalArgumentException}.
 *
 * @param name the method, such as {@code POST} or {@code REPORT}
 * @param body what is sent along, as UTF-8; shown nowhere
 */
public record RequestMethod(String name, Optional<String> body) {

    /** {@code GET}, as a browser asks. */
    public static final RequestMethod GET = new RequestMethod("GET", Optional.empty());

    public RequestMethod {
        requireNonNull(name, "name");
        requireNonNull(body, "body");
        try {
            HttpRequest.newBuilder().method(name, HttpRequest.BodyPublishers.noBody());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("method: " + name + " (expected: a method of HTTP)", e);
        }
    }

    /**
     * {@return {@code POST} with a body}
     *
     * @param body what is sent along
     */
    public static RequestMethod post(String body) {
        return new RequestMethod("POST", Optional.of(body));
    }

    /** {@return the name; never the body} */
    @Override
    public String toString() {
        return name;
    }
}
