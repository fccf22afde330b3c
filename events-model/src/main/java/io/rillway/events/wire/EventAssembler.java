// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

/** Interprets the lines of a stream and dispatches events (WHATWG HTML, section 9.2.6). */
final class EventAssembler implements LineSplitter.Sink {

    private static final Opening DATA = Opening.of("data");
    private static final Opening ID = Opening.of("id");
    private static final Opening EVENT = Opening.of("event");

    /** The longest name of a field that means something, with its colon and space. */
    private static final int NAME_BYTES = EVENT.length();

    /** How much of a line of data, at least, is taken over before its end: what is copied is still in the nearest cache. */
    private static final int PART_BYTES = 8 << 10;

    private final int maxEventBytes;
    private final int maxLineBytes;
    private final SseListener listener;
    private final TypeNames types = new TypeNames();
    private final Payload data = new Payload();

    // How much of a line of data that is not finished is in the payload already, its name included.
    private int takenBytes;
    private int patienceBytes;

    private String type = "";
    private int typeBytes;
    private String pendingId;
    private boolean hasId;
    private int idBytes;
    private String lastEventId;

    EventAssembler(SseLimits limits, String lastEventId, SseListener listener) {
        this.maxEventBytes = limits.maxEventBytes();
        this.maxLineBytes = limits.maxLineBytes();
        this.listener = listener;
        this.lastEventId = lastEventId;
        this.pendingId = lastEventId;
        taken(0);
    }

    /** Until a limit may be passed, or a part be taken over. */
    private static int patience(long lineBytes, long eventBytes) {
        return (int) Math.min(PART_BYTES, Math.min(lineBytes, eventBytes) + 1);
    }

    String lastEventId() {
        return lastEventId;
    }

    @Override
    public void line(byte[] bytes, int from, int to, boolean plain) {
        checkLine(to - from);
        if (takenBytes > 0) {
            addRest(bytes, from, to, plain);
            taken(0);
            return;
        }
        if (from == to) {
            dispatch();
            return;
        }
        long begin = Words.at(bytes, from);
        if (DATA.opens(begin)) {
            addData(bytes, from + DATA.length(), to, plain);
        } else if (ID.opens(begin)) {
            setId(bytes, from + ID.length(), to, plain);
        } else if (EVENT.opens(begin)) {
            setType(bytes, from + EVENT.length(), to);
        } else {
            rareLine(bytes, from, to, plain);
        }
    }

    /** A comment, or a field written in another way. */
    private void rareLine(byte[] bytes, int from, int to, boolean plain) {
        if (bytes[from] == ':') {
            comment(bytes, from + 1, to);
            return;
        }
        Field field = Field.of(bytes, from, to);
        int valueFrom = field.valueFrom(bytes, from, to);
        switch (field) {
            case DATA -> addData(bytes, valueFrom, to, plain);
            case EVENT -> setType(bytes, valueFrom, to);
            case ID -> setId(bytes, valueFrom, to, plain);
            case RETRY -> setRetry(bytes, valueFrom, to);
            case OTHER -> {}
        }
    }

    @Override
    public int patienceBytes() {
        return patienceBytes;
    }

    @Override
    public boolean part(byte[] bytes, int from, int to, boolean plain) {
        checkLine(to - from);
        if (to - from >= PART_BYTES && (takenBytes > 0 || Field.of(bytes, from, to) == Field.DATA)) {
            take(bytes, from, to, plain);
            return true;
        }
        if (takenBytes > 0) {
            checkEvent(eventBytes() + (to - from));
        } else if (to - from - NAME_BYTES > maxEventBytes && Field.isCounted(bytes, from, to)) {
            throw new SseLimitException("maxEventBytes", maxEventBytes);
        }
        return false;
    }

    private void take(byte[] bytes, int from, int to, boolean plain) {
        if (takenBytes > 0) {
            addRest(bytes, from, to, plain);
        } else {
            addData(bytes, Field.DATA.valueFrom(bytes, from, to), to, plain);
            data.settle();
        }
        taken(takenBytes + to - from);
    }

    private void taken(int length) {
        takenBytes = length;
        patienceBytes = length == 0
                ? patience(maxLineBytes, (long) maxEventBytes + NAME_BYTES)
                : patience(maxLineBytes - length, maxEventBytes - eventBytes());
    }

    private void addRest(byte[] bytes, int from, int to, boolean plain) {
        checkEvent(eventBytes() + (to - from));
        data.extendLine(bytes, from, to, plain);
    }

    @Override
    public void settle() {
        data.settle();
    }

    private void checkLine(int length) {
        if (length > maxLineBytes - takenBytes) {
            throw new SseLimitException("maxLineBytes", maxLineBytes);
        }
    }

    private void comment(byte[] bytes, int from, int to) {
        if (listener.wantsComments()) {
            listener.onComment(Utf8.decode(bytes, from, to - from));
        }
    }

    private long eventBytes() {
        return data.size() + typeBytes + idBytes;
    }

    private void addData(byte[] bytes, int from, int to, boolean plain) {
        checkEvent(data.sizeWithLine(to - from) + typeBytes + idBytes);
        data.addLine(bytes, from, to, plain);
    }

    private void setType(byte[] bytes, int from, int to) {
        checkEvent(data.size() + (to - from) + idBytes);
        type = types.decode(bytes, from, to);
        typeBytes = to - from;
    }

    private void setId(byte[] bytes, int from, int to, boolean plain) {
        checkEvent(data.size() + typeBytes + (to - from));
        if (!plain && Words.hasZero(bytes, from, to)) {
            return;
        }
        pendingId = Utf8.decode(bytes, from, to, plain);
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
        if (bytes > maxEventBytes) {
            throw new SseLimitException("maxEventBytes", maxEventBytes);
        }
    }

    /** Everything is reset before the listener is told, so that a listener that throws leaves nothing behind. */
    private void dispatch() {
        if (hasId) {
            lastEventId = pendingId;
        }
        SseMessage message =
                data.isBegun() ? new SseMessage(lastEventId, typeBytes == 0 ? "message" : type, data.text()) : null;
        boolean ownId = hasId;
        reset();
        if (message != null) {
            if (ownId) {
                listener.onId(lastEventId);
            }
            listener.onMessage(message);
        }
    }

    private void reset() {
        data.clear();
        hasId = false;
        typeBytes = 0;
        idBytes = 0;
    }
}
