// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.testing;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A request that a scripted server has got.
 *
 * @param head the request line and the headers, a line each
 * @param body the body, one character for each byte
 * @param nanos when it came
 */
public record Asked(String head, String body, long nanos) {

    /** The values of a header, in order. */
    public List<String> header(String name) {
        return Pattern.compile("(?im)^" + Pattern.quote(name) + ": ?(.*)$")
                .matcher(head)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    public String method() {
        return head.split(" ", -1)[0];
    }

    public String target() {
        return head.split(" ", -1)[1];
    }
}
