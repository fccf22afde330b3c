// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import java.util.Optional;

/** A place in a request where a credential may stand. <b>Threads:</b> immutable. */
public sealed interface CredentialSource {

    /** {@return the parameter of the query that holds it, if it stands there} */
    default Optional<String> inQuery() {
        return Optional.empty();
    }

    /** {@return whether it was minted for one endpoint, and opens streams there alone} */
    default boolean isTicket() {
        return false;
    }

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
    record Query(String parameter) implements CredentialSource {

        @Override
        public Optional<String> inQuery() {
            return Optional.of(parameter);
        }
    }

    /**
     * A one-time session id in the query, minted for an endpoint (requirements S4-03).
     *
     * @param parameter the parameter
     * @param endpoint the endpoint's name
     */
    record SessionTicket(String parameter, String endpoint) implements CredentialSource {

        @Override
        public Optional<String> inQuery() {
            return Optional.of(parameter);
        }

        @Override
        public boolean isTicket() {
            return true;
        }
    }

    /**
     * A stream token in the query, minted for an endpoint (requirements S4-01).
     *
     * @param parameter the parameter
     * @param endpoint the endpoint's name
     */
    record StreamToken(String parameter, String endpoint) implements CredentialSource {

        @Override
        public Optional<String> inQuery() {
            return Optional.of(parameter);
        }

        @Override
        public boolean isTicket() {
            return true;
        }
    }
}
