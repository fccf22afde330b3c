// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.journal;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The store of a journal fails. */
public final class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What is wrong. */
    public enum Reason {
        /** Another engine has the journal open. */
        IN_USE,
        /** Another engine has taken the journal over; this one never writes again. */
        TAKEN_OVER,
        /** The store is of a version, a kind or a content that this version cannot work with. */
        UNSUPPORTED,
        /** There is no room left. */
        FULL,
        /** The store cannot be reached, or does not answer. */
        UNAVAILABLE,
        /** The journal is closed. */
        CLOSED
    }

    /**
     * Says what is wrong.
     *
     * @param reason the kind of trouble
     * @param message the trouble for people to read, without credentials
     * @param cause what the store said, or null
     */
    public JournalException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = requireNonNull(reason, "reason");
    }

    /** {@return the kind of trouble} */
    public Reason reason() {
        return reason;
    }
}
