// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.net;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends a request and has its answer judged.
 *
 * <p>It speaks over a socket of its own: the JDK's client would keep a selector thread for each of us, and bounds neither a
 * slow body nor an interrupt. Redirects are answers like others.
 */
public final class HttpCall {

    private final HttpRequest request;
    private final Supplier<SocketFactory> tls;
    private final Reach reach;

    /** What is made of an answer; may read its body. */
    @FunctionalInterface
    public interface Judge<T> {

        /** {@return what it comes down to} */
        T of(HttpAnswer answer) throws IOException;
    }

    /** Makes a call that trusts what the JDK trusts. */
    public HttpCall(HttpRequest request) {
        this(request, SSLSocketFactory::getDefault);
    }

    /** Makes a call that trusts what the factory trusts; it is asked for when it is first needed. */
    public HttpCall(HttpRequest request, Supplier<SocketFactory> tls) {
        this.request = request;
        this.tls = tls;
        this.reach = Reach.to(request.target().endpoint());
    }

    /**
     * {@return what was made of the answer}
     *
     * @param timeout how long all of it may take
     * @param judge what makes something of it
     */
    public <T> T within(Duration timeout, Judge<T> judge) throws UnreachedException, InterruptedException {
        return reach.within(timeout, connection -> {
            Socket socket = request.target().secure() ? secured(connection) : connection;
            socket.getOutputStream().write(request.bytes());
            return judge.of(HttpAnswer.read(socket.getInputStream()));
        });
    }

    /** Sees whether anybody accepts a connection there. */
    public void check(Duration timeout) throws UnreachedException, InterruptedException {
        reach.within(timeout, Socket::isConnected);
    }

    private Socket secured(Socket plain) throws IOException {
        Endpoint endpoint = request.target().endpoint();
        SSLSocketFactory factory = (SSLSocketFactory) tls.get();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, endpoint.host(), endpoint.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }
}
