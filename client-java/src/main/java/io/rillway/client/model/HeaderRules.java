// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.model;

import java.net.http.HttpRequest;

/** What can be sent in a header; asks the JDK's client, which refuses more than the standard does, and spoils what is not ASCII. */
final class HeaderRules {

    private HeaderRules() {}

    static void check(NamedValue header) {
        try {
            HttpRequest.newBuilder().header(header.name(), header.value());
            if (header.value().chars().anyMatch(c -> c > 0x7F)) {
                throw new IllegalArgumentException("not ASCII");
            }
        } catch (IllegalArgumentException e) {
            // Without its cause, whose message repeats the value.
            throw new IllegalArgumentException(
                    "header: " + header + " (expected: a header that may be set, with a value of one line in ASCII)");
        }
    }
}
