// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** The ways from a servlet to a socket on HTTP/1.1. */
public enum Transport {
    /** Below the servlet API. */
    JETTY,
    /** Below the servlet API, with TLS. */
    TLS,
    /** By nothing but the servlet API. */
    SERVLET;

    /** {@return a Jetty that serves so} */
    public BareJetty serve(BareJetty jetty, HttpServlet servlet) {
        return switch (this) {
            case JETTY -> jetty.serve(servlet);
            case TLS -> jetty.withTls(Keys.store(), Keys.PASSWORD).serve(servlet);
            case SERVLET -> jetty.withFilter(new Disguise()).serve(servlet);
        };
    }

    /** {@return a client that has sent a request} */
    public RawClient open(URI server, String request) throws IOException {
        return new RawClient(socket(server), request);
    }

    private Socket socket(URI server) throws IOException {
        if (this != TLS) {
            return new Socket(server.getHost(), server.getPort());
        }
        return Keys.trusting().getSocketFactory().createSocket(server.getHost(), server.getPort());
    }
}
