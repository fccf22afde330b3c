// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.edge;

import java.time.Duration;
import java.util.Set;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Ends the reading of a body that takes too long to arrive. Without it a peer that sends a byte now and then keeps a thread
 * for as long as it likes.
 */
public final class BodyDeadline extends Handler.Wrapper {

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final Duration time;

    /**
     * Watches the bodies in front of a handler.
     *
     * @param handler what answers
     * @param time how long a body may take
     */
    public BodyDeadline(Handler handler, Duration time) {
        super(handler);
        this.time = time;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getLength() == 0 || !WITH_BODY.contains(request.getMethod())) {
            return super.handle(request, response, callback);
        }
        Watched watched = new Watched(request);
        watched.begin(request.getComponents().getScheduler(), time);
        Callback done = Callback.from(callback, watched::end);
        return super.handle(
                watched, response, Sharing.isShared(request) ? done : new Farewell(watched, response, done));
    }
}
