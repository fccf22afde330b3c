// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.edge;

import java.time.Duration;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What every answer says to a browser: take it for what it says it is, show it in no frame, load nothing for it, and tell
 * nobody the address, which may hold a credential. A page that needs more says so itself.
 */
public final class SecurityHeaders extends Handler.Wrapper {

    private static final String POLICY = "default-src 'none'; frame-ancestors 'none'";

    private final Duration hsts;

    /**
     * Adds the headers in front of a handler.
     *
     * @param handler what answers
     * @param hsts for how long a browser is to come back by https only, where it came by https; zero does not say
     */
    public SecurityHeaders(Handler handler, Duration hsts) {
        super(handler);
        this.hsts = hsts;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields.Mutable headers = response.getHeaders();
        put(headers);
        if (request.isSecure() && !hsts.isZero()) {
            headers.put("Strict-Transport-Security", "max-age=" + hsts.toSeconds());
        }
        return super.handle(request, response, callback);
    }

    /**
     * Adds what goes for every answer.
     *
     * @param headers of the answer
     */
    public static void put(HttpFields.Mutable headers) {
        headers.put("X-Content-Type-Options", "nosniff")
                .put("Content-Security-Policy", POLICY)
                .put("Referrer-Policy", "no-referrer");
    }
}
