// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.edge;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

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
        return super.handle(watched, response, Callback.from(callback, watched::end));
    }

    private static final class Watched extends Request.Wrapper {

        private final AtomicReference<@Nullable Runnable> demanded = new AtomicReference<>();
        private volatile boolean late;
        private volatile Scheduler.@Nullable Task task;

        Watched(Request request) {
            super(request);
        }

        void begin(Scheduler scheduler, Duration time) {
            task = scheduler.schedule(this::expire, time.toMillis(), TimeUnit.MILLISECONDS);
        }

        void end() {
            Scheduler.Task begun = task;
            if (begun != null) {
                begun.cancel();
            }
        }

        private void expire() {
            late = true;
            runDemanded();
        }

        private void runDemanded() {
            Runnable reader = demanded.getAndSet(null);
            if (reader != null) {
                reader.run();
            }
        }

        @Override
        public Content.@Nullable Chunk read() {
            if (late) {
                return Content.Chunk.from(new TimeoutException("the body took too long to arrive"), true);
            }
            Content.Chunk chunk = super.read();
            if (chunk != null && chunk.isLast()) {
                end();
            }
            return chunk;
        }

        @Override
        public void demand(Runnable reader) {
            demanded.set(reader);
            if (late) {
                runDemanded();
            } else {
                super.demand(this::runDemanded);
            }
        }
    }
}
