// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An attempt to follow a stream has ended; says how, and whether another may follow. No message has a credential in it. */
public final class StreamException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final int status;
    private final transient Optional<Duration> retryAfter;

    /** How an attempt ended. */
    public enum Kind {
        /** No connection could be made. */
        CONNECT(true),
        /** The connection broke. */
        IO(true),
        /** The server ended the stream. */
        EOF(true),
        /** The answer had a status that carries no stream. */
        HTTP_STATUS(true),
        /** The answer was no event stream. */
        CONTENT_TYPE(false),
        /** The answer led elsewhere too often, or nowhere. */
        REDIRECT(false),
        /** No byte came for as long as a heartbeat may take. */
        IDLE_TIMEOUT(true),
        /** No answer came. */
        HEADERS_TIMEOUT(true),
        /** The stream passed a limit. */
        TOO_LARGE(false),
        /** The server told the client to stop, with 204. */
        SERVER_STOP(false),
        /** There were as many attempts in a row as there may be. */
        MAX_ATTEMPTS(false);

        private final boolean transientTrouble;

        Kind(boolean transientTrouble) {
            this.transientTrouble = transientTrouble;
        }
    }

    /**
     * Says how an attempt ended.
     *
     * @param kind the kind of ending
     * @param message what happened, without any credential
     * @param status the status of the answer, 0 if there was none
     * @param retryAfter how long the server asks to wait, if it does
     * @param cause what found it, or null
     */
    public StreamException(
            Kind kind, String message, int status, Optional<Duration> retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind");
        this.status = status;
        this.retryAfter = requireNonNull(retryAfter, "retryAfter");
    }

    /**
     * {@return an ending without an answer}
     *
     * @param kind the kind of ending
     * @param message what happened, without any credential
     * @param cause what found it, or null
     */
    public static StreamException of(Kind kind, String message, @Nullable Throwable cause) {
        return new StreamException(kind, message, 0, Optional.empty(), cause);
    }

    /** {@return the kind of ending} */
    public Kind kind() {
        return kind;
    }

    /** {@return the status of the answer, 0 if there was none} */
    public int status() {
        return status;
    }

    /** {@return how long the server asks to wait, if it does} */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** {@return whether another attempt may do better: not after most statuses of the 400s} */
    public boolean isTransient() {
        boolean hopeless = kind == Kind.HTTP_STATUS && status < 500 && status != 408 && status != 425 && status != 429;
        return kind.transientTrouble && !hopeless;
    }
}
