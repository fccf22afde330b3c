// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.edge;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;

/** The body of a request that is refused before anybody has read it. */
public final class Unread {

    private Unread() {}

    /**
     * Takes what has come of a body. If more of it is still on its way, the connection ends with the answer, which says so: who
     * does not know would send the next request into it (RFC 9112, section 9.6).
     *
     * @param request a request of Jetty's
     * @param response its answer, which has not begun
     */
    public static void settle(ServletRequest request, HttpServletResponse response) {
        if (isComing(ServletContextRequest.getServletContextRequest(request))) {
            response.setHeader("Connection", "close");
        }
    }

    /**
     * Takes what has come of a body.
     *
     * @param request whose body it is
     * @return whether more of it is on its way, on a connection that nobody else has
     */
    public static boolean isComing(Request request) {
        return !request.consumeAvailable() && !Sharing.isShared(request);
    }
}
