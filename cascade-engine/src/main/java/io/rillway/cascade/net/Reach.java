// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.net;

import io.rillway.cascade.net.UnreachedException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Reaches an endpoint within a time, and says why where it cannot.
 *
 * @param endpoint who is to be reached
 * @param addresses where it is
 */
public record Reach(Endpoint endpoint, Addresses addresses) {

    /** What is done over a connection; it is closed under it when the time is over. */
    @FunctionalInterface
    public interface Talk<T> {

        /** {@return what came of it} */
        T over(Socket connection) throws IOException;
    }

    /** {@return a way to an endpoint} */
    public static Reach to(Endpoint endpoint) {
        return new Reach(endpoint, new Addresses(endpoint.host()));
    }

    /**
     * {@return what came of a talk}
     *
     * @param timeout how long all of it may take, the look-up of the name included
     * @param talk what is done
     */
    public <T> T within(Duration timeout, Talk<T> talk) throws UnreachedException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try (Attempt attempt = new Attempt(timeout)) {
            return take(attempt, talk, timeout);
        }
    }

    private <T> T take(Attempt attempt, Talk<T> talk, Duration timeout)
            throws UnreachedException, InterruptedException {
        try {
            return talk.over(attempt.connect(addresses, endpoint.port()));
        } catch (TimeoutException e) {
            String what = "no address of " + endpoint.host() + " within " + text(timeout);
            throw new UnreachedException(Kind.UNREACHABLE, what, e);
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw attempt.isOver() ? silence(attempt, timeout, e) : trouble(attempt, timeout, e);
        }
    }

    private UnreachedException silence(Attempt attempt, Duration timeout, IOException cause) {
        Kind kind = attempt.isConnected() ? Kind.TIMEOUT : Kind.UNREACHABLE;
        return new UnreachedException(kind, "no answer from " + endpoint + " within " + text(timeout), cause);
    }

    private UnreachedException trouble(Attempt attempt, Duration timeout, IOException trouble) {
        if (trouble instanceof SocketTimeoutException) {
            return silence(attempt, timeout, trouble);
        }
        Kind kind = attempt.isConnected() ? Kind.BROKEN : Kind.UNREACHABLE;
        return new UnreachedException(kind, reason(trouble), trouble);
    }

    private String reason(IOException trouble) {
        if (trouble instanceof ConnectException) {
            return "connection refused by " + endpoint;
        }
        if (trouble instanceof UnknownHostException) {
            return "unknown host " + endpoint.host();
        }
        if (trouble instanceof NoRouteToHostException) {
            return "no route to " + endpoint;
        }
        String kind = trouble instanceof SSLException ? "TLS with " : "";
        return kind + endpoint + ": " + trouble.getMessage();
    }

    private static String text(Duration time) {
        long millis = time.toMillis();
        return millis % TimeUnit.SECONDS.toMillis(1) == 0 ? time.toSeconds() + " s" : millis + " ms";
    }
}
