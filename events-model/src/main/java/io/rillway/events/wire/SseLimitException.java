// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

/** A stream passed a limit of its parser; the parser takes nothing more. */
public final class SseLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String limit;
    private final int allowed;

    /**
     * Says which limit was passed.
     *
     * @param limit the name of the limit in {@link SseLimits}
     * @param allowed its value in bytes
     */
    public SseLimitException(String limit, int allowed) {
        super(limit + ": passed (expected: at most " + allowed + " bytes)");
        this.limit = limit;
        this.allowed = allowed;
    }

    /** {@return the name of the limit in {@link SseLimits}} */
    public String limit() {
        return limit;
    }

    /** {@return the value of the limit in bytes} */
    public int allowed() {
        return allowed;
    }
}
