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

/** A connection over a request, which may find out by itself that the peer has left. */
public interface StreamConnection extends Connection {

    /**
     * What becomes of the socket of a stream on HTTP/1.1.
     *
     * @param taken whether the stream may take it over from the container, where that is Jetty
     * @param saysKeepAlive whether the head has {@code Connection: keep-alive} in any case, because clients ask for it
     */
    record SocketTerms(boolean taken, boolean saysKeepAlive) {}

    /**
     * Says that the hub has taken the connection; on the thread of the request, before it goes back to the container.
     *
     * @param peerGone to run when it is found out without writing that the peer has left; on a thread of the container,
     *     possibly more than once, and on the calling thread if it has been found out already
     */
    void begin(Runnable peerGone);

    /** Says that the hub has not taken the connection, and that the request has been answered by other means. */
    void decline();

    /**
     * {@return the fastest connection that the container offers}
     *
     * @param request the request
     * @param response the response, its head complete but for what becomes of the socket, and nothing written
     * @param terms what becomes of the socket
     * @throws IOException if the response cannot be written
     */
    static StreamConnection over(HttpServletRequest request, HttpServletResponse response, SocketTerms terms)
            throws IOException {
        boolean bare = isJetty(request, response);
        if (bare && terms.taken() && SocketStream.canTake(request)) {
            return new SocketStream(request, terms.saysKeepAlive());
        }
        if (terms.saysKeepAlive() && request.getProtocol().equals("HTTP/1.1")) {
            if (bare) {
                JettyConnection.say(request, "Connection", "keep-alive");
            } else {
                response.setHeader("Connection", "keep-alive");
            }
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        return bare ? new JettyConnection(async, request) : new ServletConnection(async, response);
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
