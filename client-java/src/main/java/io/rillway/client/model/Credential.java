// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a client shows to be let in: headers, parameters of the query, or both. It goes to the origin that the client was
 * opened with and to no other.
 *
 * <p><b>Threads:</b> immutable. <b>Errors:</b> a header that cannot be sent is an {@link IllegalArgumentException} that
 * names it without its value.
 *
 * @param headers headers that carry a secret
 * @param parameters parameters of the query that carry a secret, such as a one-time {@code session_id}
 */
public record Credential(List<NamedValue> headers, List<NamedValue> parameters) {

    /** No credential. */
    public static final Credential NONE = new Credential(List.of(), List.of());

    public Credential {
        headers = List.copyOf(headers);
        parameters = List.copyOf(parameters);
        headers.forEach(HeaderRules::check);
    }

    /**
     * {@return a token in the {@code Authorization} header}
     *
     * @param token the token
     */
    public static Credential bearer(String token) {
        return header("Authorization", "Bearer " + requireNonNull(token, "token"));
    }

    /**
     * {@return a cookie}
     *
     * @param name the cookie's name
     * @param value its value
     */
    public static Credential cookie(String name, String value) {
        return header("Cookie", requireNonNull(name, "name") + "=" + requireNonNull(value, "value"));
    }

    /**
     * {@return a header}
     *
     * @param name the header's name
     * @param value its value
     */
    public static Credential header(String name, String value) {
        return new Credential(List.of(new NamedValue(name, value)), List.of());
    }

    /**
     * {@return a parameter of the query, as {@code session_id} and {@code sse_token} are}
     *
     * @param name the parameter's name
     * @param value its value
     */
    public static Credential parameter(String name, String value) {
        return new Credential(List.of(), List.of(new NamedValue(name, value)));
    }
}
