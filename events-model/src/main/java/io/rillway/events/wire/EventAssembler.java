// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

/** Interprets the lines of a stream and dispatches events (WHATWG HTML, section 9.2.6). */
final class EventAssembler implements LineSplitter.Sink {

    /** The longest name of a field that means something, with its colon and space. */
    private static final int NAME_BYTES = "event: ".length();

    private static final byte[] NOTHING = {};

    private final SseLimits limits;
    private final SseListener listener;
    private final TypeNames types = new TypeNames();

    // The payload: the lines that were settled, and the one line that still stands where it came.
    private final ByteAccumulator data = new ByteAccumulator();
    private byte[] standing = NOTHING;
    private int standingFrom;
    private int standingTo;
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
    public void line(byte[] bytes, int from, int to) {
        checkLine(to - from);
        if (from == to) {
            dispatch();
        } else if (bytes[from] == ':') {
            comment(bytes, from + 1, to);
        } else {
            Field field = Field.of(bytes, from, to);
            field(field, bytes, field.valueFrom(bytes, from, to), to);
        }
    }

    @Override
    public void growing(byte[] line, int length) {
        checkLine(length);
        if (length - NAME_BYTES > limits.maxEventBytes() && Field.isCounted(line, length)) {
            throw new SseLimitException("maxEventBytes", limits.maxEventBytes());
        }
    }

    @Override
    public void settle() {
        if (standingFrom < standingTo) {
            data.append(standing, standingFrom, standingTo);
        }
        leave();
    }

    private void leave() {
        standing = NOTHING;
        standingFrom = 0;
        standingTo = 0;
    }

    private void checkLine(int length) {
        if (length > limits.maxLineBytes()) {
            throw new SseLimitException("maxLineBytes", limits.maxLineBytes());
        }
    }

    private void comment(byte[] bytes, int from, int to) {
        if (listener.wantsComments()) {
            listener.onComment(Utf8.decode(bytes, from, to - from));
        }
    }

    private void field(Field field, byte[] bytes, int from, int to) {
        switch (field) {
            case DATA -> addData(bytes, from, to);
            case EVENT -> setType(bytes, from, to);
            case ID -> setId(bytes, from, to);
            case RETRY -> setRetry(bytes, from, to);
            case OTHER -> {}
        }
    }

    private long dataBytes() {
        return (long) data.size() + (standingTo - standingFrom);
    }

    private void addData(byte[] bytes, int from, int to) {
        checkEvent(dataBytes() + (hasData ? 1 : 0) + (to - from) + typeBytes + idBytes);
        if (hasData) {
            settle();
            data.append((byte) '\n');
        }
        standing = bytes;
        standingFrom = from;
        standingTo = to;
        hasData = true;
    }

    private void setType(byte[] bytes, int from, int to) {
        checkEvent(dataBytes() + (to - from) + idBytes);
        type = types.decode(bytes, from, to);
        typeBytes = to - from;
    }

    private void setId(byte[] bytes, int from, int to) {
        checkEvent(dataBytes() + typeBytes + (to - from));
        for (int at = from; at < to; at++) {
            if (bytes[at] == 0) {
                return;
            }
        }
        pendingId = Utf8.decode(bytes, from, to - from);
        hasId = true;
        idBytes = to - from;
    }

    private void setRetry(byte[] bytes, int from, int to) {
        long millis = 0;
        for (int at = from; at < to; at++) {
            int digit = bytes[at] - '0';
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
        SseMessage message = hasData ? new SseMessage(lastEventId, type.isEmpty() ? "message" : type, text()) : null;
        boolean ownId = hasId;
        reset();
        if (message != null) {
            if (ownId) {
                listener.onId(lastEventId);
            }
            listener.onMessage(message);
        }
    }

    /** A payload of one line is decoded where it stands. */
    private String text() {
        if (data.size() == 0) {
            return Utf8.decode(standing, standingFrom, standingTo - standingFrom);
        }
        settle();
        return Utf8.decode(data.array(), 0, data.size());
    }

    private void reset() {
        leave();
        data.clear();
        hasData = false;
        hasId = false;
        type = "";
        typeBytes = 0;
        idBytes = 0;
    }
}
