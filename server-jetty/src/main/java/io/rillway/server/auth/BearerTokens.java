// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import java.util.Optional;

/**
 * Knows bearer tokens of one kind.
 *
 * <p><b>Threads:</b> any, several at once. <b>Errors:</b> a token that is not good is an empty answer, whatever is wrong
 * with it.
 */
@FunctionalInterface
public interface BearerTokens {

    /**
     * {@return whose token it is, if it is one}
     *
     * @param token any text
     */
    Optional<Identity> find(String token);

    /**
     * {@return these tokens and others}
     *
     * @param others are asked for a token that is none of these
     */
    default BearerTokens or(BearerTokens others) {
        return token -> find(token).or(() -> others.find(token));
    }
}
