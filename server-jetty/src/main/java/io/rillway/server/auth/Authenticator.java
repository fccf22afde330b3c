// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Finds out who is behind a request.
 *
 * <p><b>Threads:</b> called on the container's threads, several at once. <b>Errors:</b> a missing or bad credential is an
 * empty answer, never an exception; and no credential may reach a log line.
 */
@FunctionalInterface
public interface Authenticator {

    /**
     * {@return who is behind the request, if that can be told}
     *
     * @param request the request, before any of its body was read
     */
    Optional<Principal> authenticate(HttpServletRequest request);

    /**
     * {@return who is behind the request and by what credential, if that can be told}; without a word about it the
     * credential is {@link Credential#UNKNOWN}. One of the two methods is called for a request, once.
     *
     * @param request the request, before any of its body was read
     */
    default Optional<Identity> identify(HttpServletRequest request) {
        return authenticate(request).map(principal -> new Identity(principal, Credential.UNKNOWN));
    }
}
