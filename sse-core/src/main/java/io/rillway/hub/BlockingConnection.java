// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub;

import static java.util.Objects.requireNonNull;

import io.rillway.hub.port.Connection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A connection over a transport that blocks, served by a thread of its own: the one that calls {@link #serve}.
 *
 * <pre>{@code
 * BlockingConnection connection = BlockingConnection.over(exchange.getResponseBody());
 * Subscription stream = hub.subscribe(request, connection);
 * connection.serve();                                   // returns when the stream has ended
 * stream.close(CloseReason.PEER_GONE);
 * }</pre>
 *
 * <p><b>Threads:</b> {@link #serve} is called once; the rest is the hub's to call. <b>Errors:</b> a failed write ends the
 * connection. <b>Limits:</b> one write waits at a time, as the port has it; an abort cannot free a thread that is
 * blocked in the transport, which has to have a limit of its own for that.
 */
public final class BlockingConnection implements Connection {

    /** One thing to do for the serving thread. */
    private sealed interface Order {
        record Write(List<ByteBuffer> buffers, Completion completion) implements Order {}

        record End() implements Order {}
    }

    private final OutputStream out;
    private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private volatile boolean aborted;

    private BlockingConnection(OutputStream out) {
        this.out = requireNonNull(out, "out");
    }

    /**
     * {@return a connection that writes to a stream}
     *
     * @param out where to; flushed after every write, closed at the end
     */
    public static BlockingConnection over(OutputStream out) {
        return new BlockingConnection(out);
    }

    /** Writes what the hub gives until the connection ends, then closes the stream; also ends when interrupted. */
    public void serve() {
        try (out) {
            boolean open = true;
            while (open) {
                open = orders.take() instanceof Order.Write write && perform(write);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            aborted = true;
        } finally {
            aborted = true;
            failWhatWaits();
        }
    }

    private boolean perform(Order.Write write) {
        if (aborted) {
            write.completion().failed(new IOException("the connection was aborted"));
            return false;
        }
        try {
            for (ByteBuffer buffer : write.buffers()) {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                out.write(bytes);
            }
            out.flush();
        } catch (IOException | RuntimeException e) {
            write.completion().failed(e);
            return false;
        }
        write.completion().succeeded();
        return !aborted;
    }

    private void failWhatWaits() {
        for (Order order = orders.poll(); order != null; order = orders.poll()) {
            if (order instanceof Order.Write write) {
                write.completion().failed(new IOException("the connection has ended"));
            }
        }
    }

    @Override
    public void write(ByteBuffer[] buffers, Completion completion) {
        orders.add(new Order.Write(List.of(buffers), completion));
        if (aborted) {
            failWhatWaits();
        }
    }

    @Override
    public void complete() {
        orders.add(new Order.End());
    }

    @Override
    public void abort() {
        aborted = true;
        orders.add(new Order.End());
    }
}
