// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jetty;

import io.rillway.server.edge.Sharing;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * A stream on HTTP/1.x that takes the socket over, as WebSocket does: Jetty writes the head, the request ends, and from
 * then on the socket carries nothing but this stream. So an idle stream keeps nothing of its request, a write goes
 * straight to the socket, and the peer's side is read, which shows at once that it has left.
 */
final class SocketStream extends AbstractConnection implements StreamConnection, Connection.UpgradeTo, Invocable {

    private static final int READ_BYTES = 512;

    private enum State {
        /** The head has not been written; a write waits for that. */
        OPENING,
        IDLE,
        WRITING,
        /** The end of the body is on its way. */
        LAST,
        ENDED
    }

    private final Chunks chunks;
    private final long idleMillis;
    private final PeerGone peerGone = new PeerGone();
    private final AtomicReference<State> state = new AtomicReference<>(State.OPENING);

    // Set by the hub, taken by whoever finds the head written.
    private final AtomicReference<@Nullable Runnable> held = new AtomicReference<>();
    private volatile boolean completing;

    // Set by whoever begins or completes a write that the socket does not take at once.
    private volatile Flight flight = Flight.NONE;

    // Of the thread of the request, and let go by it.
    private @Nullable ServletContextRequest request;
    private final boolean saysKeepAlive;

    SocketStream(HttpServletRequest request, boolean saysKeepAlive) {
        this(ServletContextRequest.getServletContextRequest(request), saysKeepAlive);
    }

    private SocketStream(ServletContextRequest request, boolean saysKeepAlive) {
        super(
                request.getConnectionMetaData().getConnection().getEndPoint(),
                request.getConnectionMetaData().getConnector().getExecutor());
        this.request = request;
        this.saysKeepAlive = saysKeepAlive;
        this.idleMillis = getEndPoint().getIdleTimeout();
        this.chunks = request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1
                ? Chunks.CHUNKED
                : Chunks.PLAIN;
    }

    /** {@return whether a request has its socket to itself, and nobody stands between a response and the socket} */
    static boolean canTake(HttpServletRequest request) {
        ServletContextRequest core = ServletContextRequest.getServletContextRequest(request);
        Response response = core.getServletContextResponse();
        while (response instanceof Response.Wrapper wrapper && isOfContext(wrapper)) {
            response = wrapper.getWrapped();
        }
        return !Sharing.isShared(core) && !(response instanceof Response.Wrapper);
    }

    /** The servlet context and the context handler have wrappers of their own, which change nothing. */
    private static boolean isOfContext(Response.Wrapper wrapper) {
        return wrapper.getClass().getSimpleName().endsWith("ContextResponse");
    }

    @Override
    public void begin(Runnable action) {
        peerGone.tell(action);
        ServletContextRequest core = request;
        if (core == null) {
            return;
        }
        request = null;
        if (chunks == Chunks.CHUNKED) {
            core.getServletContextResponse().getHeaders().put(HttpHeader.TRANSFER_ENCODING, "chunked");
            JettyConnection.say(core, "Connection", saysKeepAlive ? "keep-alive" : "close");
        }
        core.getConnectionMetaData().getConnector().getEventListeners().forEach(this::addEventListener);
        core.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, this);
        core.addHttpStreamWrapper(stream -> new Handover(stream, core));
    }

    @Override
    public void decline() {
        request = null;
        state.set(State.ENDED);
    }

    @Override
    public void onUpgradeTo(ByteBuffer early) {
        // What a peer sends behind its request is of no use to a stream.
        BufferUtil.clear(early);
    }

    @Override
    public void onOpen() {
        super.onOpen();
        if (!state.compareAndSet(State.OPENING, State.IDLE)) {
            getEndPoint().close();
            return;
        }
        // A stream may be quiet for as long as it likes, unless it has been told to end meanwhile.
        getEndPoint().setIdleTimeout(0);
        if (completing) {
            getEndPoint().setIdleTimeout(idleMillis);
        }
        fillInterested();
        writeHeld();
        endIfAsked();
    }

    @Override
    public void write(ByteBuffer[] buffers, Completion completion) {
        if (state.compareAndSet(State.IDLE, State.WRITING)) {
            write(buffers, completion, true);
        } else {
            held.set(() -> writeLate(buffers, completion));
            if (state.get() != State.OPENING) {
                writeHeld();
            }
        }
    }

    private void writeHeld() {
        Runnable write = held.getAndSet(null);
        if (write != null) {
            write.run();
        }
    }

    private void writeLate(ByteBuffer[] buffers, Completion completion) {
        if (state.compareAndSet(State.IDLE, State.WRITING)) {
            write(buffers, completion, false);
        } else {
            completion.failed(new EOFException("the stream has ended"));
        }
    }

    /** Writes at once what the socket takes, and leaves the rest to Jetty; only the hub's threads have an arena. */
    private void write(ByteBuffer[] buffers, Completion completion, boolean hasArena) {
        int length = Chunks.length(buffers);
        if (length == 0) {
            // An empty chunk would be the end of the body.
            written(completion);
            return;
        }
        int taken = 0;
        try {
            ByteBuffer all = hasArena ? WriteArena.joined(buffers, length, chunks) : null;
            if (all != null) {
                if (getEndPoint().flush(all)) {
                    written(completion);
                    return;
                }
                taken = all.position();
            }
        } catch (IOException e) {
            failed(completion, e);
            return;
        }
        ByteBuffer[] rest = Chunks.skip(chunks.framed(buffers, length), taken);
        flight = flight.next(rest);
        getEndPoint()
                .write(
                        Callback.from(InvocationType.NON_BLOCKING, () -> landed(completion), failure -> {
                            flight = flight.landed();
                            failed(completion, failure);
                        }),
                        rest);
    }

    private void landed(Completion completion) {
        flight = flight.landed();
        written(completion);
    }

    @Override
    public long taken() {
        return flight.taken();
    }

    private void written(Completion completion) {
        state.compareAndSet(State.WRITING, State.IDLE);
        completion.succeeded();
        endIfAsked();
    }

    private void failed(Completion completion, Throwable cause) {
        abort();
        completion.failed(cause);
    }

    @Override
    public void complete() {
        completing = true;
        if (state.get() != State.OPENING) {
            // From now on nobody but Jetty waits for a peer that does not read.
            getEndPoint().setIdleTimeout(idleMillis);
        }
        endIfAsked();
    }

    private void endIfAsked() {
        if (completing && state.compareAndSet(State.IDLE, State.LAST)) {
            getEndPoint()
                    .write(Callback.from(InvocationType.NON_BLOCKING, this::finish, failure -> abort()), chunks.last());
        }
    }

    private void finish() {
        if (state.compareAndSet(State.LAST, State.ENDED)) {
            getEndPoint().shutdownOutput();
            getEndPoint().close();
        }
    }

    @Override
    public void abort() {
        if (state.getAndSet(State.ENDED) != State.ENDED) {
            getEndPoint().close();
        }
        writeHeld();
    }

    @Override
    public void onFillable() {
        try {
            // A plain ByteBuffer would stand in filling mode, and never come to the end.
            if (getEndPoint().fill(BufferUtil.allocate(READ_BYTES)) < 0) {
                peerGone.found();
            } else {
                fillInterested();
            }
        } catch (IOException e) {
            peerGone.found();
        }
    }

    @Override
    public void onFillInterestedFailed(Throwable cause) {
        lost();
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        super.onClose(cause);
        lost();
    }

    private void lost() {
        abort();
        peerGone.found();
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    /** Lets Jetty write the head as that of a body that goes on, and nothing else. */
    private final class Handover extends HttpStream.Wrapper {

        private final ServletContextRequest core;

        Handover(HttpStream stream, ServletContextRequest core) {
            super(stream);
            this.core = core;
        }

        @Override
        public void send(
                MetaData.@Nullable Request request,
                MetaData.@Nullable Response response,
                boolean last,
                @Nullable ByteBuffer content,
                Callback callback) {
            if (response != null && HttpStatus.isInterim(response.getStatus())) {
                super.send(request, response, last, content, callback);
                return;
            }
            if (response != null && response.getStatus() != HttpStatus.OK_200) {
                // Something behind the servlet has failed, and answers with an error instead.
                core.removeAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE);
                state.set(State.ENDED);
                lost();
            }
            if (state.get() == State.ENDED) {
                super.send(request, response, last, content, callback);
            } else if (response != null) {
                super.send(request, response, false, BufferUtil.EMPTY_BUFFER, callback);
            } else {
                callback.succeeded();
            }
        }

        @Override
        public void failed(Throwable cause) {
            super.failed(cause);
            lost();
        }
    }
}
