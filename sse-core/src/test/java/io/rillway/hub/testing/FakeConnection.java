// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.events.wire.SseLimits;
import io.rillway.events.wire.SseListener;
import io.rillway.events.wire.SseMessage;
import io.rillway.events.wire.SseParser;
import io.rillway.hub.port.Connection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection that keeps what is written to it, and can be told to stop reading. Any thread. */
public final class FakeConnection implements Connection {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable Completion waiting;
    private boolean stalled;
    private boolean failing;
    private boolean throwing;
    private int writes;
    private int overlapping;
    private long taken;
    private @Nullable String end;
    private @Nullable Runnable beforeWrite;

    @Override
    public void write(ByteBuffer[] buffers, Completion completion) {
        refuse("write");
        Runnable hook = beforeWrite;
        if (hook != null) {
            beforeWrite = null;
            hook.run();
        }
        synchronized (this) {
            writes++;
            overlapping += waiting == null ? 0 : 1;
            for (ByteBuffer buffer : buffers) {
                byte[] part = new byte[buffer.remaining()];
                buffer.get(part);
                bytes.writeBytes(part);
            }
            if (stalled) {
                waiting = completion;
                return;
            }
        }
        if (failing) {
            completion.failed(new IOException("broken pipe"));
        } else {
            completion.succeeded();
        }
    }

    @Override
    public synchronized void complete() {
        refuse("complete");
        end = end == null ? "completed" : end;
    }

    @Override
    public synchronized void abort() {
        refuse("abort");
        end = end == null ? "aborted" : end;
    }

    @Override
    public synchronized long taken() {
        return taken;
    }

    /** Takes some bytes of the write that waits. */
    public synchronized void take(int bytes) {
        taken += bytes;
    }

    /** From the next write on, does not read. */
    public synchronized void stall() {
        stalled = true;
    }

    /** Reads again what has been written, and what comes. */
    public void resume() {
        Completion completion;
        synchronized (this) {
            stalled = false;
            completion = waiting;
            waiting = null;
        }
        if (completion != null) {
            completion.succeeded();
        }
    }

    /** {@return whether a write waits} */
    public synchronized boolean isWaiting() {
        return waiting != null;
    }

    /** Runs something before the next write: what the threads of others would do at that moment. */
    public void beforeWrite(Runnable hook) {
        beforeWrite = hook;
    }

    /** From the next write on, fails. */
    public void fail() {
        failing = true;
    }

    /** Breaks the contract: from now on, every method throws. */
    public synchronized void throwAlways() {
        throwing = true;
    }

    private synchronized void refuse(String what) {
        if (throwing) {
            throw new IllegalStateException(what);
        }
    }

    /** {@return all that was written} */
    public synchronized String text() {
        return bytes.toString(UTF_8);
    }

    /** Forgets what was written. */
    public synchronized void clear() {
        bytes.reset();
        writes = 0;
    }

    /** {@return the number of writes} */
    public synchronized int writes() {
        return writes;
    }

    /** {@return the number of writes that came while one was in flight} */
    public synchronized int overlapping() {
        return overlapping;
    }

    /** {@return "completed" or "aborted", or null while it is open} */
    public synchronized @Nullable String end() {
        return end;
    }

    /** {@return the events among what was written} */
    public List<SseMessage> messages() {
        List<SseMessage> messages = new ArrayList<>();
        parse(messages::add);
        return messages;
    }

    /** {@return the payloads of the events of one type} */
    public List<String> data(String type) {
        return messages().stream()
                .filter(message -> message.event().equals(type))
                .map(SseMessage::data)
                .toList();
    }

    /** {@return the last event id of a client that has read all of it} */
    public String lastEventId() {
        return parse(message -> {});
    }

    private String parse(SseListener listener) {
        SseParser parser = new SseParser(SseLimits.defaults(), "", listener);
        parser.feed(ByteBuffer.wrap(text().getBytes(UTF_8)));
        return parser.lastEventId();
    }
}
