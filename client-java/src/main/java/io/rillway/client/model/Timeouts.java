// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.model;

import java.time.Duration;

/**
 * How long a client waits for the server. A century or more, such as that of {@code ChronoUnit.FOREVER}, is without end.
 *
 * @param connect for a connection; counts where the client makes its own
 * @param headers for the head of the answer, redirects included
 * @param idle for the next byte of a stream whose server announces no heartbeat
 */
public record Timeouts(Duration connect, Duration headers, Duration idle) {

    /** As good as for ever, and still a number of nanoseconds. */
    private static final Duration CENTURY = Duration.ofDays(36_525);

    public Timeouts {
        connect = checked("connect", connect);
        headers = checked("headers", headers);
        idle = checked("idle", idle);
    }

    /** {@return 10 s for a connection, 10 s for the headers, 75 s of silence} */
    public static Timeouts defaults() {
        return new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(75));
    }

    /**
     * {@return these times with another one for a connection}
     *
     * @param connect more than zero
     */
    public Timeouts withConnect(Duration connect) {
        return new Timeouts(connect, headers, idle);
    }

    /**
     * {@return these times with another one for the headers}
     *
     * @param headers more than zero
     */
    public Timeouts withHeaders(Duration headers) {
        return new Timeouts(connect, headers, idle);
    }

    /**
     * {@return these times with another one for silence}
     *
     * @param idle more than zero
     */
    public Timeouts withIdle(Duration idle) {
        return new Timeouts(connect, headers, idle);
    }

    private static Duration checked(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than zero)");
        }
        return value.compareTo(CENTURY) < 0 ? value : CENTURY;
    }
}
