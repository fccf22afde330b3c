// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.edge;

import io.rillway.server.config.Edge.Cors;
import jakarta.servlet.ServletRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Lets the pages of some other sites read what is answered, by the rules of the Fetch standard. A page of any other site
 * gets no word about it, so that its browser keeps the answer from it.
 */
public final class CrossOrigin extends Handler.Wrapper {

    private static final String WELCOME = "io.rillway.edge.welcome-origin";
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String HEADERS =
            "Accept, Authorization, Cache-Control, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID";
    private static final String EXPOSED = "Retry-After, Rillway-Heartbeat, Location, Content-Disposition, ETag";

    private final Cors cors;

    /**
     * Looks at the origins in front of a handler.
     *
     * @param handler what answers
     * @param cors whose pages are welcome
     */
    public CrossOrigin(Handler handler, Cors cors) {
        super(handler);
        this.cors = cors;
    }

    /**
     * {@return whether a request comes from the page of another site that is welcome}
     *
     * @param request any request
     */
    public static boolean isWelcome(ServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(WELCOME));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (cors.origins().isEmpty()) {
            return super.handle(request, response, callback);
        }
        HttpFields.Mutable headers = response.getHeaders();
        headers.add(HttpHeader.VARY, "Origin");
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        boolean isAsked = isPreflight(request, origin);
        if (origin != null && cors.origins().contains(origin)) {
            request.setAttribute(WELCOME, true);
            welcome(headers, origin, isAsked);
        }
        if (isAsked) {
            response.setStatus(HttpStatus.NO_CONTENT_204);
            callback.succeeded();
            return true;
        }
        return super.handle(request, response, callback);
    }

    private static boolean isPreflight(Request request, @Nullable String origin) {
        return origin != null
                && HttpMethod.OPTIONS.is(request.getMethod())
                && request.getHeaders().contains(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD);
    }

    private void welcome(HttpFields.Mutable headers, String origin, boolean isAsked) {
        headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        if (cors.credentials()) {
            headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        }
        if (isAsked) {
            headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS);
            headers.put(
                    HttpHeader.ACCESS_CONTROL_MAX_AGE,
                    Long.toString(cors.maxAge().toSeconds()));
        } else {
            headers.put(HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        }
    }
}
