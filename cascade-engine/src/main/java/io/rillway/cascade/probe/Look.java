// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Turns all that can go wrong in one look over the network into a result that says why.
 *
 * @param endpoint who is looked at
 * @param addresses where it is
 */
record Look(Endpoint endpoint, Addresses addresses) {

    /** What is done within an attempt. */
    @FunctionalInterface
    interface Step {
        ProbeResult take(Attempt attempt) throws IOException, TimeoutException, InterruptedException;
    }

    static Look at(Endpoint endpoint) {
        return new Look(endpoint, new Addresses(endpoint.host()));
    }

    ProbeResult within(Duration timeout, Step step) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try (Attempt attempt = new Attempt(timeout)) {
            return take(attempt, step, timeout);
        }
    }

    private ProbeResult take(Attempt attempt, Step step, Duration timeout) throws InterruptedException {
        try {
            return step.take(attempt);
        } catch (TimeoutException e) {
            return ProbeResult.unhealthy("no address of " + endpoint.host() + " within " + text(timeout));
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return ProbeResult.unhealthy(attempt.isOver() ? noAnswer(timeout) : reason(e, timeout));
        }
    }

    private String noAnswer(Duration timeout) {
        return "no answer from " + endpoint + " within " + text(timeout);
    }

    private String reason(IOException trouble, Duration timeout) {
        if (trouble instanceof ConnectException) {
            return "connection refused by " + endpoint;
        }
        if (trouble instanceof UnknownHostException) {
            return "unknown host " + endpoint.host();
        }
        if (trouble instanceof NoRouteToHostException) {
            return "no route to " + endpoint;
        }
        if (trouble instanceof SocketTimeoutException) {
            return noAnswer(timeout);
        }
        String kind = trouble instanceof SSLException ? "TLS with " : "";
        return kind + endpoint + ": " + trouble.getMessage();
    }

    private static String text(Duration time) {
        long millis = time.toMillis();
        return millis % TimeUnit.SECONDS.toMillis(1) == 0 ? time.toSeconds() + " s" : millis + " ms";
    }
}
