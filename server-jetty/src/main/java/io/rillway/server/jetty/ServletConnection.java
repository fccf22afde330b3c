// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jetty;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A connection over the servlet API's asynchronous output, for any container.
 *
 * <p>What drives it comes from two sides, the hub and the container; whoever comes first works, and works again for the
 * other, so that the output is touched by one thread at a time.
 */
final class ServletConnection implements StreamConnection, WriteListener {

    /** As much as a container writes at once. */
    private static final int PIECE_BYTES = 32 << 10;

    private record Order(ByteBuffer bytes, Completion completion) {}

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();

    private final PeerGone peerGone = new PeerGone();

    // Set by the thread of the request.
    private volatile boolean begun;

    // Set by whoever begins or completes a write, one after the other.
    private volatile Flight flight = Flight.NONE;

    // Set by the hub, taken by whoever drives.
    private final AtomicReference<@Nullable Order> order = new AtomicReference<>();
    private volatile boolean completing;

    ServletConnection(AsyncContext async, HttpServletResponse response) throws IOException {
        this.async = async;
        this.out = response.getOutputStream();
        async.addListener(new FailureListener(peerGone::found));
    }

    @Override
    public void begin(Runnable action) {
        peerGone.tell(action);
        try {
            out.setWriteListener(this);
        } catch (IllegalStateException e) {
            end(e);
            return;
        }
        begun = true;
        drive();
    }

    @Override
    public void write(ByteBuffer[] buffers, Completion completion) {
        ByteBuffer all = ByteBuffer.allocate(Chunks.length(buffers));
        for (ByteBuffer buffer : buffers) {
            all.put(buffer);
        }
        flight = flight.next(all.flip());
        order.set(new Order(all, completion));
        drive();
    }

    @Override
    public long taken() {
        return flight.taken();
    }

    @Override
    public void complete() {
        completing = true;
        drive();
    }

    @Override
    public void abort() {
        end(new IOException("the stream was aborted"));
    }

    @Override
    public void decline() {
        if (ended.compareAndSet(false, true)) {
            StreamConnection.release(async);
        }
    }

    @Override
    public void onWritePossible() {
        drive();
    }

    @Override
    public void onError(Throwable failure) {
        end(failure);
        peerGone.found();
    }

    private void drive() {
        if (calls.getAndIncrement() > 0) {
            return;
        }
        do {
            try {
                step();
            } catch (IOException e) {
                end(e);
            }
        } while (calls.decrementAndGet() > 0);
    }

    private void step() throws IOException {
        if (ended.get()) {
            end(new IOException("the stream has ended"));
        } else if (begun && out.isReady()) {
            proceed();
        }
    }

    /** Writes, then flushes, then completes; after each the container says when it is ready for the next. */
    private void proceed() throws IOException {
        Order now = order.get();
        if (now != null && now.bytes().hasRemaining()) {
            if (writeAll(now)) {
                out.flush();
            } else {
                return;
            }
        }
        if (now != null && out.isReady()) {
            order.set(null);
            flight = flight.landed();
            now.completion().succeeded();
        }
        if (order.get() == null && completing && ended.compareAndSet(false, true)) {
            StreamConnection.release(async);
        }
    }

    /** Writes as long as it is ready, in pieces, so that it shows how far it has come; {@return whether that was all} */
    private boolean writeAll(Order now) throws IOException {
        ByteBuffer bytes = now.bytes();
        boolean ready = true;
        while (ready && bytes.hasRemaining()) {
            int piece = Math.min(bytes.remaining(), PIECE_BYTES);
            out.write(now.bytes().array(), bytes.position(), piece);
            bytes.position(bytes.position() + piece);
            ready = out.isReady();
        }
        return ready;
    }

    private void end(Throwable cause) {
        if (ended.compareAndSet(false, true)) {
            StreamConnection.release(async);
        }
        Order left = order.getAndSet(null);
        if (left != null) {
            flight = flight.landed();
            left.completion().failed(cause);
        }
    }
}
