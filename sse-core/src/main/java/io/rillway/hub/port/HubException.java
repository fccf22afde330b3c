// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The hub cannot do what it was asked, though the request was sound. */
public final class HubException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final @Nullable Duration retryAfter;

    /** Why the hub refuses. */
    public enum Reason {
        /** The hub is closed or closing. */
        CLOSED,
        /** The hub has as many subscribers as it may have. */
        TOO_MANY_SUBSCRIBERS,
        /** The principal has as many streams as it may have. */
        TOO_MANY_OF_PRINCIPAL,
        /** The subscription names more topics than it may. */
        TOO_MANY_TOPICS,
        /** More streams were opened in a short time than may be. */
        CONNECT_RATE,
        /** The principal or its credential was told to stop, and must not come back. */
        TOLD_TO_STOP,
        /** The log cannot store the event. */
        LOG_FAILED
    }

    /**
     * Says why.
     *
     * @param reason the kind of trouble
     * @param message what happened, for people to read
     */
    public HubException(Reason reason, String message) {
        this(reason, message, null);
    }

    /**
     * Says why, and when to try again.
     *
     * @param reason the kind of trouble
     * @param message what happened, for people to read
     * @param retryAfter after which time it may go better, or null if it will not by waiting
     */
    public HubException(Reason reason, String message, @Nullable Duration retryAfter) {
        super(message);
        this.reason = requireNonNull(reason, "reason");
        this.retryAfter = retryAfter;
    }

    /** {@return the kind of trouble} */
    public Reason reason() {
        return reason;
    }

    /** {@return after which time it may go better, or empty if it will not by waiting} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
