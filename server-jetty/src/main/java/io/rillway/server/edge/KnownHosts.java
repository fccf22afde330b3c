// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.edge;

import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers only who asks for the server by one of its names; without any, by whatever name. */
public final class KnownHosts extends Handler.Wrapper {

    private final List<String> hosts;

    /**
     * Looks at the names in front of a handler.
     *
     * @param handler what answers
     * @param hosts the names, in small letters
     */
    public KnownHosts(Handler handler, List<String> hosts) {
        super(handler);
        this.hosts = List.copyOf(hosts);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String host = String.valueOf(request.getHttpURI().getHost()).toLowerCase(Locale.ROOT);
        if (hosts.isEmpty() || hosts.contains(host)) {
            return super.handle(request, response, callback);
        }
        Response.writeError(request, response, callback, HttpStatus.MISDIRECTED_REQUEST_421);
        return true;
    }
}
