// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Is healthy when a GET is answered as expected.
 *
 * <p>It speaks over a socket of its own: the JDK's client would keep a selector thread for each probe, and bounds neither
 * a slow body nor an interrupt.
 */
final class HttpProbe implements Probe {

    private static final int SHOWN_CHARS = 80;

    private final HttpTarget target;
    private final HttpExpectation expectation;
    private final Supplier<SocketFactory> tls;
    private final Look look;

    HttpProbe(HttpTarget target, HttpExpectation expectation) {
        this(target, expectation, SSLSocketFactory::getDefault);
    }

    /** Makes a probe that trusts what the factory trusts; it is asked for when it is first needed. */
    HttpProbe(HttpTarget target, HttpExpectation expectation, Supplier<SocketFactory> tls) {
        this.target = target;
        this.tls = tls;
        this.expectation = requireNonNull(expectation, "expectation");
        this.look = Look.at(target.endpoint());
    }

    @Override
    public ProbeResult check(Duration timeout) throws InterruptedException {
        return look.within(timeout, attempt -> {
            Socket plain = attempt.connect(look.addresses(), look.endpoint().port());
            return ask(target.secure() ? secured(plain) : plain);
        });
    }

    @Override
    public String toString() {
        return "http " + target;
    }

    private Socket secured(Socket plain) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) tls.get();
        SSLSocket socket = (SSLSocket) factory.createSocket(
                plain, target.endpoint().host(), target.endpoint().port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    private ProbeResult ask(Socket socket) throws IOException {
        socket.getOutputStream().write(request().getBytes(StandardCharsets.US_ASCII));
        HttpAnswer answer = HttpAnswer.read(socket.getInputStream());
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

    private String request() {
        return "GET " + target.request() + " HTTP/1.1\r\nHost: " + target.authority()
                + "\r\nConnection: close\r\nAccept: */*\r\nUser-Agent: rillway-probe\r\n\r\n";
    }

    private static String shown(String text) {
        String line = text.strip().replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "...";
    }
}
