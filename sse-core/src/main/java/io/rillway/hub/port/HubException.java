// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

/** The hub cannot do what it was asked, though the request was sound. */
public final class HubException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why the hub refuses. */
    public enum Reason {
        /** The hub is closed or closing. */
        CLOSED,
        /** The hub has as many subscribers as it may have. */
        TOO_MANY_SUBSCRIBERS,
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
        super(message);
        this.reason = reason;
    }

    /** {@return the kind of trouble} */
    public Reason reason() {
        return reason;
    }
}
