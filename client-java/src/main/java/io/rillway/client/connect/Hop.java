// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.connect;

import java.net.URI;

/**
 * One request of an attempt; redirects make it several, by the rules of the Fetch standard.
 *
 * @param uri where it goes
 * @param trusted whether it has never left the origin of the target; once it has, no credential comes back
 * @param whole whether the method and the body of the first request still stand; else it is a bare GET
 * @param redirects how many redirects led here
 */
record Hop(URI uri, boolean trusted, boolean whole, int redirects) {

    static Hop first(URI uri) {
        return new Hop(uri, true, true, 0);
    }

    /** The request that a redirect asks for. */
    Hop to(URI next, int status, String method) {
        boolean dropped = status == 303 || (status <= 302 && method.equals("POST"));
        return new Hop(next, trusted && Origins.isSame(uri, next), whole && !dropped, redirects + 1);
    }
}
