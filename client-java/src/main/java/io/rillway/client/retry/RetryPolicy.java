// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.retry;

import io.rillway.client.model.StreamException;

/** After which endings another attempt may do better. */
public enum RetryPolicy {
    /** After whatever may pass: a broken connection, and the statuses 408, 425, 429 and 5xx but 501 and 505. */
    RESILIENT,
    /** By the letter of the standard: after a broken connection only; any status but 200 is for good. */
    SPEC;

    /**
     * {@return whether another attempt may do better}
     *
     * @param ending how an attempt ended
     */
    public boolean allows(StreamException ending) {
        return switch (ending.kind()) {
            case CONNECT, IO, EOF, IDLE_TIMEOUT, HEADERS_TIMEOUT -> true;
            case HTTP_STATUS -> this == RESILIENT && passes(ending.status());
            case CONTENT_TYPE, REDIRECT, TOO_LARGE, SERVER_STOP, MAX_ATTEMPTS -> false;
        };
    }

    private static boolean passes(int status) {
        return switch (status) {
            case 408, 425, 429 -> true;
            case 501, 505 -> false;
            default -> status >= 500;
        };
    }
}
