// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.endpoint;

import static java.util.Objects.requireNonNull;

/**
 * How an endpoint answers in HTTP.
 *
 * @param cacheControl the header's value on a stream
 * @param keepAliveHeader whether {@code Connection: keep-alive} is sent on HTTP/1.1
 * @param errors the shape of a refusal
 */
public record Answers(String cacheControl, boolean keepAliveHeader, ErrorBody errors) {

    public Answers {
        requireNonNull(errors, "errors");
        if (!cacheControl.matches("[ -~]+")) {
            throw new IllegalArgumentException("cacheControl: (expected: visible ASCII characters)");
        }
    }
}
