// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jetty;

import io.rillway.hub.port.Connection;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A connection over an asynchronous request, which may find out by itself that the peer has left. */
public interface StreamConnection extends Connection {

    /**
     * Says that the hub has taken the connection; on the thread of the request, before it goes back to the container.
     *
     * @param peerGone to run when it is found out without writing that the peer has left; on a thread of the container,
     *     possibly more than once
     */
    void begin(Runnable peerGone);

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
        return isJetty(request, response)
                ? new JettyConnection(async, request)
                : new ServletConnection(async, response);
    }

    /**
     * Says on HTTP/1.1 what becomes of the socket after the stream. Where the container is Jetty it is closed in any case,
     * but some clients ask for {@code keep-alive}.
     *
     * @param request the request
     * @param response the response, its head not complete
     * @param keepAlive whether {@code keep-alive} is asked for
     */
    static void sayConnection(HttpServletRequest request, HttpServletResponse response, boolean keepAlive) {
        if (!request.getProtocol().equals("HTTP/1.1")) {
            return;
        }
        if (isJetty(request, response)) {
            JettyConnection.sayConnection(request, keepAlive ? "keep-alive" : "close");
        } else if (keepAlive) {
            response.setHeader("Connection", "keep-alive");
        }
    }

    /** Whoever wraps a response means to see what is written, so that nothing may pass below them. */
    private static boolean isJetty(ServletRequest request, ServletResponse response) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return isOfJetty(inner) && isOfJetty(response);
    }

    private static boolean isOfJetty(Object requestOrResponse) {
        return requestOrResponse.getClass().getName().startsWith("org.eclipse.jetty.ee10.servlet.");
    }

    /**
     * Gives a request back to its container.
     *
     * @param async the request
     */
    static void release(AsyncContext async) {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            // The container has reported a failure and completed the request by itself: what is wanted has happened.
            return;
        }
    }
}
