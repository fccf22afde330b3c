// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jetty;

import io.rillway.server.edge.Sharing;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * A connection that writes below the servlet API, where a write takes a buffer and a callback and never blocks. It is for
 * h2, where many streams share a socket, and for HTTP/1.x where the socket cannot be taken over.
 */
final class JettyConnection implements StreamConnection {

    private enum State {
        IDLE,
        WRITING,
        /** Writing, and to be completed behind that. */
        COMPLETING,
        /** The last chunk is on its way. */
        LAST,
        ENDED
    }

    private final AsyncContext async;
    private final Response response;
    private final EndPoint endPoint;
    private final boolean ownsSocket;
    private final PeerGone peerGone = new PeerGone();
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

    // Set by whoever begins or completes a write, one after the other.
    private volatile Flight flight = Flight.NONE;

    JettyConnection(AsyncContext async, HttpServletRequest request) {
        ServletContextRequest core = ServletContextRequest.getServletContextRequest(request);
        this.async = async;
        this.response = core.getServletContextResponse();
        this.endPoint = core.getConnectionMetaData().getConnection().getEndPoint();
        this.ownsSocket = !Sharing.isShared(core);
        // At once: on h2 a peer may be gone before the hub has even taken the connection.
        async.addListener(new FailureListener(peerGone::found));
        core.addFailureListener(failure -> peerGone.found());
    }

    /** Adds a field that Jetty passes on as it is: it would leave out {@code keep-alive}, as that goes without saying. */
    static void say(HttpServletRequest request, String name, String value) {
        say(ServletContextRequest.getServletContextRequest(request), name, value);
    }

    static void say(ServletContextRequest request, String name, String value) {
        request.getServletContextResponse().getHeaders().add(new HttpField(null, name, value));
    }

    @Override
    public void write(ByteBuffer[] buffers, Completion completion) {
        if (!state.compareAndSet(State.IDLE, State.WRITING)) {
            completion.failed(new IOException("the stream has ended"));
            return;
        }
        Callback callback = Callback.from(
                InvocationType.NON_BLOCKING,
                () -> {
                    written();
                    completion.succeeded();
                },
                failure -> {
                    flight = flight.landed();
                    abort();
                    completion.failed(failure);
                });
        ByteBuffer all = Chunks.joined(buffers);
        flight = flight.next(all);
        response.write(false, all, callback);
    }

    private void written() {
        flight = flight.landed();
        if (!state.compareAndSet(State.WRITING, State.IDLE)) {
            writeLast(State.COMPLETING);
        }
    }

    @Override
    public void complete() {
        if (!state.compareAndSet(State.WRITING, State.COMPLETING)) {
            writeLast(State.IDLE);
        }
    }

    @Override
    public long taken() {
        return flight.taken();
    }

    private void writeLast(State from) {
        if (state.compareAndSet(from, State.LAST)) {
            response.write(true, BufferUtil.EMPTY_BUFFER, Callback.from(this::finish));
        }
    }

    private void finish() {
        if (state.compareAndSet(State.LAST, State.ENDED)) {
            StreamConnection.release(async);
        }
    }

    @Override
    public void abort() {
        if (state.getAndSet(State.ENDED) != State.ENDED) {
            if (ownsSocket) {
                endPoint.close();
            }
            StreamConnection.release(async);
        }
    }

    @Override
    public void begin(Runnable action) {
        peerGone.tell(action);
    }

    @Override
    public void decline() {
        if (state.compareAndSet(State.IDLE, State.ENDED)) {
            StreamConnection.release(async);
        }
    }
}
