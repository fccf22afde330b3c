// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import static java.util.Objects.requireNonNull;

/**
 * What an answer over HTTP must be to count as healthy.
 *
 * <p><b>Limits:</b> a part of the body is looked for in its first 64 KiB, read as UTF-8, and the body, or that much of it,
 * must have arrived within the attempt.
 *
 * @param lowestStatus the lowest status that will do, 200 to 599
 * @param highestStatus the highest status that will do, from the lowest to 599
 * @param bodyPart what must be somewhere in the body; empty for any body, which is then not read
 */
public record HttpExpectation(int lowestStatus, int highestStatus, String bodyPart) {

    private static final int FIRST = 200;
    private static final int LAST_GOOD = 399;
    private static final int LAST = 599;

    public HttpExpectation {
        requireNonNull(bodyPart, "bodyPart");
        if (lowestStatus < FIRST || highestStatus > LAST || lowestStatus > highestStatus) {
            throw new IllegalArgumentException("status: " + lowestStatus + " to " + highestStatus
                    + " (expected: a range within " + FIRST + " to " + LAST + ")");
        }
    }

    /** {@return any status from 200 to 399, any body} */
    public static HttpExpectation success() {
        return new HttpExpectation(FIRST, LAST_GOOD, "");
    }

    /**
     * {@return exactly this status, any body}
     *
     * @param status the status, 200 to 599
     */
    public static HttpExpectation status(int status) {
        return new HttpExpectation(status, status, "");
    }

    /**
     * {@return this expectation with a part of the body}
     *
     * @param part what must be somewhere in the body
     */
    public HttpExpectation withBody(String part) {
        return new HttpExpectation(lowestStatus, highestStatus, part);
    }

    /**
     * {@return whether the status will do}
     *
     * @param status of an answer
     */
    public boolean accepts(int status) {
        return lowestStatus <= status && status <= highestStatus;
    }

    /** {@return the statuses that will do, for people to read} */
    public String statusText() {
        return lowestStatus == highestStatus ? Integer.toString(lowestStatus) : lowestStatus + " to " + highestStatus;
    }
}
