// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

/**
 * What one look at a resource found.
 *
 * @param healthy whether the resource answers as it should
 * @param reason what was found, for people to read
 */
public record ProbeResult(boolean healthy, String reason) {

    /**
     * {@return a result that says all is well}
     *
     * @param reason what was found
     */
    public static ProbeResult healthy(String reason) {
        return new ProbeResult(true, reason);
    }

    /**
     * {@return a result that says something is wrong}
     *
     * @param reason what was found and what was expected
     */
    public static ProbeResult unhealthy(String reason) {
        return new ProbeResult(false, reason);
    }
}
