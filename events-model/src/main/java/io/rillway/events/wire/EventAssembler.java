// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

import java.nio.ByteBuffer;

/** Interprets the lines of a stream and dispatches events (WHATWG HTML, section 9.2.6). */
final class EventAssembler implements LineSplitter.Sink {

    /** The longest name of a field that means something, with its colon and space. */
    private static final int NAME_BYTES = "event: ".length();

    private final SseLimits limits;
    private final SseListener listener;
    private final ByteAccumulator data = new ByteAccumulator();
    private boolean hasData;
    private String type = "";
    private int typeBytes;
    private String pendingId;
    private boolean hasId;
    private int idBytes;
    private String lastEventId;

    EventAssembler(SseLimits limits, String lastEventId, SseListener listener) {
        this.limits = limits;
        this.listener = listener;
        this.lastEventId = lastEventId;
        this.pendingId = lastEventId;
    }

    String lastEventId() {
        return lastEventId;
    }

    @Override
    public void line(ByteBuffer source, int from, int to) {
        checkLine(to - from);
        if (from == to) {
            dispatch();
            return;
        }
        int colon = from;
        while (colon < to && source.get(colon) != ':') {
            colon++;
        }
        if (colon == from) {
            if (listener.wantsComments()) {
                listener.onComment(Utf8.decode(source, from + 1, to));
            }
            return;
        }
        int value = Math.min(colon + 1, to);
        if (value < to && source.get(value) == ' ') {
            value++;
        }
        field(Field.of(source, from, colon), source, value, to);
    }

    @Override
    public void growing(byte[] line, int length) {
        checkLine(length);
        if (length - NAME_BYTES > limits.maxEventBytes() && Field.begins(line, length)) {
            throw new SseLimitException("maxEventBytes", limits.maxEventBytes());
        }
    }

    private void checkLine(int length) {
        if (length > limits.maxLineBytes()) {
            throw new SseLimitException("maxLineBytes", limits.maxLineBytes());
        }
    }

    private void field(Field field, ByteBuffer source, int from, int to) {
        switch (field) {
            case DATA -> addData(source, from, to);
            case EVENT -> setType(source, from, to);
            case ID -> setId(source, from, to);
            case RETRY -> setRetry(source, from, to);
            case OTHER -> {}
        }
    }

    private void addData(ByteBuffer source, int from, int to) {
        checkEvent((long) data.size() + (hasData ? 1 : 0) + (to - from) + typeBytes + idBytes);
        if (hasData) {
            data.append((byte) '\n');
        }
        data.append(source, from, to);
        hasData = true;
    }

    private void setType(ByteBuffer source, int from, int to) {
        checkEvent((long) data.size() + (to - from) + idBytes);
        type = Utf8.decode(source, from, to);
        typeBytes = to - from;
    }

    private void setId(ByteBuffer source, int from, int to) {
        checkEvent((long) data.size() + typeBytes + (to - from));
        for (int at = from; at < to; at++) {
            if (source.get(at) == 0) {
                return;
            }
        }
        pendingId = Utf8.decode(source, from, to);
        hasId = true;
        idBytes = to - from;
    }

    private void setRetry(ByteBuffer source, int from, int to) {
        long millis = 0;
        for (int at = from; at < to; at++) {
            int digit = source.get(at) - '0';
            if (digit < 0 || digit > 9) {
                return;
            }
            millis = millis > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : millis * 10 + digit;
        }
        if (from < to) {
            listener.onRetry(millis);
        }
    }

    private void checkEvent(long bytes) {
        if (bytes > limits.maxEventBytes()) {
            throw new SseLimitException("maxEventBytes", limits.maxEventBytes());
        }
    }

    /** Everything is reset before the listener is told, so that a listener that throws leaves nothing behind. */
    private void dispatch() {
        lastEventId = pendingId;
        SseMessage message = hasData
                ? new SseMessage(
                        lastEventId, type.isEmpty() ? "message" : type, Utf8.decode(data.array(), 0, data.size()))
                : null;
        boolean ownId = hasId;
        data.clear();
        hasData = false;
        hasId = false;
        type = "";
        typeBytes = 0;
        idBytes = 0;
        if (message != null) {
            if (ownId) {
                listener.onId(lastEventId);
            }
            listener.onMessage(message);
        }
    }
}
