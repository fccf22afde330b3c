// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.net;

import static java.util.Objects.requireNonNull;

/** Nothing sensible came back over the network; the message says what happened, for people to read. */
public final class UnreachedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** How far it came. */
    public enum Kind {
        /** Nobody there accepted a connection. */
        UNREACHABLE,
        /** The time was over. */
        TIMEOUT,
        /** Somebody accepted, and then it went wrong. */
        BROKEN
    }

    UnreachedException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind");
    }

    /** {@return how far it came} */
    public Kind kind() {
        return kind;
    }
}
