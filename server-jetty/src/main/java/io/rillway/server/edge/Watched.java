// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.edge;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** A request that shows how far its body has come, and ends it when its time is over. */
final class Watched extends Request.Wrapper {

    /** Of what has come already; more is not worth an answer that is on its way. */
    private static final int MOST_READS = 16;

    private final AtomicReference<@Nullable Runnable> demanded = new AtomicReference<>();
    private volatile boolean late;

    // Of whoever reads, one after the other.
    private volatile boolean begun;
    private volatile boolean whole;

    private volatile Scheduler.@Nullable Task task;

    Watched(Request request) {
        super(request);
    }

    void begin(Scheduler scheduler, Duration time) {
        task = scheduler.schedule(this::expire, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** {@return whether something of the body was read} */
    boolean hasBegun() {
        return begun;
    }

    /** {@return whether it was read up to its end} */
    boolean isWhole() {
        return whole;
    }

    void end() {
        Scheduler.Task watch = task;
        if (watch != null) {
            watch.cancel();
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
        if (chunk != null) {
            note(chunk);
        }
        return chunk;
    }

    private void note(Content.Chunk chunk) {
        if (chunk.hasRemaining()) {
            begun = true;
        }
        if (chunk.isLast()) {
            whole = !Content.Chunk.isFailure(chunk);
            end();
        }
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

    /** On HTTP/1.x what is still to come stays to be read, which Jetty would give up. */
    @Override
    public boolean consumeAvailable() {
        if (Sharing.isShared(this)) {
            return super.consumeAvailable();
        }
        for (int reads = 0; reads < MOST_READS && !whole; reads++) {
            Content.Chunk chunk = read();
            if (chunk == null || Content.Chunk.isFailure(chunk)) {
                return false;
            }
            chunk.release();
        }
        return whole;
    }
}
