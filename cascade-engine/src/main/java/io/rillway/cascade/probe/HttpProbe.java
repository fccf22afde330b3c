// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import static java.util.Objects.requireNonNull;

import io.rillway.cascade.net.HttpAnswer;
import io.rillway.cascade.net.HttpCall;
import io.rillway.cascade.net.HttpRequest;
import io.rillway.cascade.net.HttpTarget;
import io.rillway.cascade.net.UnreachedException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/** Is healthy when a GET is answered as expected. */
final class HttpProbe implements Probe {

    private static final int SHOWN_CHARS = 80;

    private final HttpTarget target;
    private final HttpExpectation expectation;
    private final HttpCall call;

    HttpProbe(HttpRequest request, HttpExpectation expectation) {
        this(request, expectation, SSLSocketFactory::getDefault);
    }

    /** Makes a probe that trusts what the factory trusts; it is asked for when it is first needed. */
    HttpProbe(HttpRequest request, HttpExpectation expectation, Supplier<SocketFactory> tls) {
        this.target = request.target();
        this.expectation = requireNonNull(expectation, "expectation");
        this.call = new HttpCall(request, tls);
    }

    @Override
    public ProbeResult check(Duration timeout) throws InterruptedException {
        try {
            return call.within(timeout, this::judge);
        } catch (UnreachedException e) {
            return ProbeResult.unhealthy(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String toString() {
        return "http " + target;
    }

    private ProbeResult judge(HttpAnswer answer) throws IOException {
        if (!expectation.accepts(answer.status())) {
            answer.drain();
            return ProbeResult.unhealthy(
                    "status " + answer.status() + " from " + target + " (expected: " + expectation.statusText() + ")");
        }
        if (expectation.bodyPart().isEmpty()) {
            answer.drain();
            return ProbeResult.healthy("status " + answer.status() + " from " + target);
        }
        return judge(answer.status(), answer.body());
    }

    private ProbeResult judge(int status, String body) {
        if (body.contains(expectation.bodyPart())) {
            return ProbeResult.healthy("status " + status + " and the expected body from " + target);
        }
        return ProbeResult.unhealthy("body \"" + shown(body) + "\" from " + target + " (expected: \""
                + shown(expectation.bodyPart()) + "\" in it)");
    }

    private static String shown(String text) {
        String line = text.strip().replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "...";
    }
}
