// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An attempt to follow a stream has ended; says how. No message has a credential in it. */
public final class StreamException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String url;
    private final int status;
    private final @Nullable Duration retryAfter;

    /** How an attempt ended. */
    public enum Kind {
        /** No connection could be made. */
        CONNECT,
        /** The connection broke, or the credential could not be had. */
        IO,
        /** The server ended the stream. */
        EOF,
        /** The answer had a status that carries no stream. */
        HTTP_STATUS,
        /** The answer was no event stream. */
        CONTENT_TYPE,
        /** The answer led elsewhere too often, or nowhere. */
        REDIRECT,
        /** No byte came for as long as a heartbeat may take. */
        IDLE_TIMEOUT,
        /** No answer came. */
        HEADERS_TIMEOUT,
        /** The stream passed a limit. */
        TOO_LARGE,
        /** The server told the client to stop, with 204. */
        SERVER_STOP,
        /** There were as many attempts in a row as there may be. */
        MAX_ATTEMPTS
    }

    private StreamException(
            Kind kind,
            String message,
            String url,
            int status,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind");
        this.url = requireNonNull(url, "url");
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /**
     * {@return an ending without an answer}
     *
     * @param kind the kind of ending
     * @param message what happened, without any credential
     * @param url where, without any credential
     * @param cause what found it, or null
     */
    public static StreamException of(Kind kind, String message, String url, @Nullable Throwable cause) {
        return new StreamException(kind, message, url, 0, null, cause);
    }

    /**
     * {@return an ending by an answer that carries no stream}
     *
     * @param kind the kind of ending
     * @param message what happened, without any credential
     * @param url where, without any credential
     * @param status the status of the answer
     * @param retryAfter how long the server asks to wait, if it does
     */
    public static StreamException answered(
            Kind kind, String message, String url, int status, Optional<Duration> retryAfter) {
        return new StreamException(kind, message, url, status, retryAfter.orElse(null), null);
    }

    /**
     * {@return the ending of a client that has tried often enough}
     *
     * @param attempts how often it has tried again
     * @param last how the last attempt ended
     */
    public static StreamException exhausted(int attempts, StreamException last) {
        return new StreamException(
                Kind.MAX_ATTEMPTS,
                "Max reconnection attempts (" + attempts + ") reached",
                last.url,
                last.status,
                null,
                last);
    }

    /** {@return the kind of ending} */
    public Kind kind() {
        return kind;
    }

    /** {@return where it happened, without query and user} */
    public String url() {
        return url;
    }

    /** {@return the status of the answer, 0 if there was none} */
    public int status() {
        return status;
    }

    /** {@return how long the server asks to wait, if it does} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
