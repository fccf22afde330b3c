// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import io.rillway.server.http.EventStreamServlet;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** The ways from a servlet to a socket on HTTP/1.1. */
public enum Transport {
    /** On a socket that is taken over from Jetty. */
    JETTY,
    /** The same with TLS. */
    TLS,
    /** Below the servlet API, on a socket that stays Jetty's. */
    CORE,
    /** By nothing but the servlet API. */
    SERVLET;

    /** {@return a Jetty that serves so} */
    public BareJetty serve(BareJetty jetty, EventStreamServlet servlet) {
        return switch (this) {
            case JETTY -> jetty.serve(servlet);
            case CORE -> jetty.serve(servlet.leavingSockets());
            case TLS -> jetty.withTls(Keys.store(), Keys.PASSWORD).serve(servlet);
            case SERVLET -> jetty.withFilter(new Disguise()).serve(servlet);
        };
    }

    /** {@return a client that has sent a request} */
    public RawClient open(URI server, String request) throws IOException {
        return new RawClient(socket(server), request);
    }

    private Socket socket(URI server) throws IOException {
        Socket socket = this == TLS ? Keys.trusting().getSocketFactory().createSocket() : new Socket();
        return RawClient.connected(socket, server);
    }
}
