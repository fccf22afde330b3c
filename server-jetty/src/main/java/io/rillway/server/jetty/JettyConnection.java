// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jetty;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * A connection that writes below the servlet API, where a write takes a buffer and a callback and never blocks.
 *
 * <p>On HTTP/1.1 it also watches the socket for the end of the peer's side, which an idle stream would otherwise show
 * only when it is written to. What is read meanwhile is lost, so that the socket is closed after the stream.
 */
final class JettyConnection implements StreamConnection {

    private final AsyncContext async;
    private final Response response;
    private final EndPoint endPoint;
    private final boolean watching;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean gone = new AtomicBoolean();

    JettyConnection(AsyncContext async, HttpServletRequest request) {
        ServletContextRequest core = ServletContextRequest.getServletContextRequest(request);
        this.async = async;
        this.response = core.getServletContextResponse();
        this.endPoint = core.getConnectionMetaData().getConnection().getEndPoint();
        this.watching = core.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2;
    }

    /** Jetty leaves out what HTTP/1.1 means anyway, unless the field is one that it does not know. */
    static void keepAlive(HttpServletRequest request) {
        ServletContextRequest.getServletContextRequest(request)
                .getServletContextResponse()
                .getHeaders()
                .add(new HttpField(null, "Connection", "keep-alive"));
    }

    @Override
    public void write(ByteBuffer[] buffers, Completion completion) {
        if (ended.get()) {
            completion.failed(new IOException("the stream has ended"));
            return;
        }
        response.write(false, joined(buffers), Callback.from(completion::succeeded, completion::failed));
    }

    private static ByteBuffer joined(ByteBuffer[] buffers) {
        if (buffers.length == 1) {
            return buffers[0];
        }
        int length = 0;
        for (ByteBuffer buffer : buffers) {
            length += buffer.remaining();
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (ByteBuffer buffer : buffers) {
            all.put(buffer);
        }
        return all.flip();
    }

    @Override
    public void complete() {
        if (ended.compareAndSet(false, true)) {
            response.write(true, BufferUtil.EMPTY_BUFFER, Callback.from(this::finish));
        }
    }

    private void finish() {
        async.complete();
        if (watching) {
            endPoint.shutdownOutput();
            endPoint.close();
        }
    }

    @Override
    public void abort() {
        if (ended.compareAndSet(false, true)) {
            if (watching) {
                endPoint.close();
            }
            async.complete();
        }
    }

    @Override
    public void onPeerGone(Runnable action) {
        Runnable once = () -> {
            if (gone.compareAndSet(false, true)) {
                action.run();
            }
        };
        async.addListener(new Failure(once));
        if (watching) {
            watch(once);
        }
    }

    private void watch(Runnable once) {
        endPoint.tryFillInterested(Callback.from(() -> look(once), failure -> once.run()));
    }

    /** Reads what the peer sent, which has no meaning here; its end has. */
    private void look(Runnable once) {
        try {
            int read = endPoint.fill(BufferUtil.allocate(512));
            if (read < 0) {
                once.run();
            } else if (!ended.get()) {
                watch(once);
            }
        } catch (IOException e) {
            once.run();
        }
    }

    /** Runs an action when the container reports a failure, which on h2 comes at once. */
    private record Failure(Runnable action) implements AsyncListener {

        @Override
        public void onError(AsyncEvent event) {
            action.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            action.run();
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
