// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

/** A place in a request where a credential may stand. */
public sealed interface CredentialSource {

    /**
     * A session cookie.
     *
     * @param name the cookie
     */
    record Cookie(String name) implements CredentialSource {}

    /** The header {@code Authorization: Bearer}. */
    record Bearer() implements CredentialSource {}

    /**
     * A bearer token in the query; only for endpoints whose clients cannot do otherwise (requirements C4).
     *
     * @param parameter the parameter
     */
    record Query(String parameter) implements CredentialSource {}

    /**
     * A one-time session id in the query, minted for an endpoint (requirements S4-03).
     *
     * @param parameter the parameter
     * @param endpoint the endpoint's name
     */
    record SessionTicket(String parameter, String endpoint) implements CredentialSource {}

    /**
     * A stream token in the query, minted for an endpoint (requirements S4-01).
     *
     * @param parameter the parameter
     * @param endpoint the endpoint's name
     */
    record StreamToken(String parameter, String endpoint) implements CredentialSource {}
}
