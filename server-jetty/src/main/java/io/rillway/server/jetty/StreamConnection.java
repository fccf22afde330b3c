// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jetty;

import io.rillway.hub.port.Connection;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A connection over an asynchronous request, which may find out by itself that the peer has left. */
public interface StreamConnection extends Connection {

    /**
     * Tells when the peer has left, where that can be found out without writing.
     *
     * @param action to run then, once, on a thread of the container
     */
    void onPeerGone(Runnable action);

    /**
     * {@return the fastest connection that the container offers}
     *
     * @param async the request, already asynchronous
     * @param request the request
     * @param response the response, its head complete and nothing written
     * @throws IOException if the response cannot be written
     */
    static StreamConnection over(AsyncContext async, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return isJetty(request) ? new JettyConnection(async, request) : new ServletConnection(async, response);
    }

    /**
     * Sets {@code Connection: keep-alive}, which some clients ask for although HTTP/1.1 means it anyway.
     *
     * @param request the request, on HTTP/1.1
     * @param response the response, its head not complete
     */
    static void keepAlive(HttpServletRequest request, HttpServletResponse response) {
        if (isJetty(request)) {
            JettyConnection.keepAlive(request);
        } else {
            response.setHeader("Connection", "keep-alive");
        }
    }

    private static boolean isJetty(ServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return inner.getClass().getName().startsWith("org.eclipse.jetty.ee10.servlet.");
    }
}
