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
    private final Payload data = new Payload();
    private byte[] standing = NOTHING;
    private int standingFrom;
    private int standingTo;
    private boolean hasData;

    // How much of a line of data that is not finished is in the payload already, its name included.
    private int takenBytes;

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
        if (takenBytes > 0) {
            addRest(bytes, from, to);
            takenBytes = 0;
        } else if (from == to) {
            dispatch();
        } else if (bytes[from] == ':') {
            comment(bytes, from + 1, to);
        } else {
            Field field = Field.of(bytes, from, to);
            field(field, bytes, field.valueFrom(bytes, from, to), to);
        }
    }

    @Override
    public int part(byte[] bytes, int from, int to) {
        checkLine(to - from);
        if (to - from >= Payload.PIECE_BYTES && (takenBytes > 0 || Field.of(bytes, from, to) == Field.DATA)) {
            int whole = Utf8.wholeTo(bytes, to);
            take(bytes, from, whole);
            return whole - from;
        }
        if (takenBytes > 0) {
            checkEvent(eventBytes() + (to - from));
        } else if (to - from - NAME_BYTES > limits.maxEventBytes() && Field.isCounted(bytes, from, to)) {
            throw new SseLimitException("maxEventBytes", limits.maxEventBytes());
        }
        return 0;
    }

    private void take(byte[] bytes, int from, int to) {
        if (takenBytes > 0) {
            addRest(bytes, from, to);
        } else {
            addData(bytes, Field.DATA.valueFrom(bytes, from, to), to);
            settle();
        }
        takenBytes += to - from;
    }

    private void addRest(byte[] bytes, int from, int to) {
        checkEvent(eventBytes() + (to - from));
        data.append(bytes, from, to);
    }

    @Override
    public void settle() {
        if (standing == NOTHING) {
            return;
        }
        if (standingFrom < standingTo) {
            data.append(standing, standingFrom, standingTo);
        }
        standing = NOTHING;
        leave();
    }

    private void leave() {
        standingFrom = 0;
        standingTo = 0;
    }

    private void checkLine(int length) {
        if (length > limits.maxLineBytes() - takenBytes) {
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
        return data.size() + (standingTo - standingFrom);
    }

    private long eventBytes() {
        return dataBytes() + typeBytes + idBytes;
    }

    private void addData(byte[] bytes, int from, int to) {
        checkEvent(eventBytes() + (hasData ? 1 : 0) + (to - from));
        if (hasData) {
            settle();
            data.appendLineEnd();
        }
        if (standing != bytes) {
            standing = bytes;
        }
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
        if (Words.hasZero(bytes, from, to)) {
            return;
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
        if (hasId) {
            lastEventId = pendingId;
        }
        SseMessage message = hasData ? new SseMessage(lastEventId, typeBytes == 0 ? "message" : type, text()) : null;
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
        return data.text();
    }

    private void reset() {
        leave();
        data.clear();
        hasData = false;
        hasId = false;
        typeBytes = 0;
        idBytes = 0;
    }
}
