// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.retry;

import io.rillway.client.model.StreamException;
import io.rillway.client.model.StreamException.Kind;

/**
 * After which endings another attempt may do better.
 *
 * <p><b>Threads:</b> asked by the thread that pulls, or for it, once for each ending. <b>Errors:</b> it must not throw.
 */
@FunctionalInterface
public interface RetryPolicy {

    /** After whatever may pass: a broken connection, and the statuses 408, 425, 429 and 5xx but 501 and 505. */
    RetryPolicy RESILIENT = ending -> ending.kind() == Kind.HTTP_STATUS ? passes(ending.status()) : isBroken(ending);

    /** By the letter of the standard: after a broken connection only; any status but 200 is for good. */
    RetryPolicy SPEC = RetryPolicy::isBroken;

    /**
     * {@return whether another attempt may do better}
     *
     * @param ending how an attempt ended
     */
    boolean allows(StreamException ending);

    private static boolean isBroken(StreamException ending) {
        return switch (ending.kind()) {
            case CONNECT, IO, EOF, IDLE_TIMEOUT, HEADERS_TIMEOUT -> true;
            case HTTP_STATUS, CONTENT_TYPE, REDIRECT, TOO_LARGE, SERVER_STOP, MAX_ATTEMPTS -> false;
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
