// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.server.body.Bodies;
import io.rillway.server.edge.SecurityHeaders;
import io.rillway.server.edge.Sharing;
import io.rillway.server.edge.Unread;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.eclipse.jetty.ee10.servlet.ErrorHandler;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.node.ObjectNode;

/** What the container itself refuses, in the shape of the API's errors. */
final class JsonErrors implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        // What is not even a request has not come by the edge.
        SecurityHeaders.put(response.getHeaders());
        response.getHeaders()
                .put(HttpHeader.CONTENT_TYPE, "application/json")
                .put(HttpHeader.CACHE_CONTROL, "no-store");
        if (response.getHeaders().contains(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN)) {
            // Jetty forgets it when it begins an error.
            response.getHeaders().put(HttpHeader.VARY, "Origin");
        }
        if (endsConnection(request)) {
            response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
        }
        byte[] body = body(status);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    /** After what is no request nothing can be read, and who is not told would send the next one (RFC 9112, section 9.6). */
    private static boolean endsConnection(Request request) {
        boolean isNone = request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException;
        return isNone ? !Sharing.isShared(request) : Unread.isComing(request);
    }

    private static byte[] body(int status) {
        String code = HttpStatus.getMessage(status).toUpperCase(Locale.ROOT).replace(' ', '_');
        ObjectNode body = Bodies.MAPPER.createObjectNode();
        body.putObject("error").put("code", code).put("message", HttpStatus.getMessage(status));
        String text = body.toString();
        return text.getBytes(UTF_8);
    }

    /** The same within the servlet context. */
    static final class ForServlets extends ErrorHandler {

        private final JsonErrors errors = new JsonErrors();

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            return errors.handle(request, response, callback);
        }
    }
}
