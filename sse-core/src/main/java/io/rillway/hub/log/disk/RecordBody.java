// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.events.Event;
import io.rillway.events.Exclusion;
import io.rillway.events.Topic;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a record says of an event: whatever does not depend on its place and time. */
public final class RecordBody {

    private static final int VERSION = 1;
    private static final int KEY = 1;
    private static final int EXCLUDED_PRINCIPAL = 1 << 1;
    private static final int EXCLUDED_CONNECTION = 1 << 2;
    private static final int TTL = 1 << 3;
    private static final int CONFLATION_KEY = 1 << 4;

    private final Event event;
    private final byte[] payload;
    private final @Nullable String key;

    /**
     * A body.
     *
     * @param event the event; its data is not looked at
     * @param payload the data as JSON in UTF-8
     * @param key what makes a repetition, or null
     */
    public RecordBody(Event event, byte[] payload, @Nullable String key) {
        this.event = event;
        this.payload = payload;
        this.key = key;
    }

    /** {@return the event, without its data} */
    public Event event() {
        return event;
    }

    /** {@return the data as JSON in UTF-8; not to be changed} */
    public byte[] payload() {
        return payload;
    }

    /** {@return what makes a repetition, or null} */
    public @Nullable String key() {
        return key;
    }

    /** {@return the body as bytes} */
    public byte[] encoded() {
        Out out = new Out(payload.length + 128);
        out.write(VERSION);
        out.write(flags());
        out.write(event.topics().size());
        event.topics().forEach(topic -> out.text(topic.path()));
        out.text(event.type());
        out.write(event.attributes().size());
        event.attributes().forEach((name, value) -> {
            out.text(name);
            out.text(value);
        });
        if (key != null) {
            out.text(key);
        }
        if (event.exclude() != null) {
            out.text(excluded(event.exclude()));
        }
        if (event.ttl() != null) {
            out.number(event.ttl().toSeconds());
            out.number(event.ttl().toNanosPart());
        }
        if (event.key() != null) {
            out.text(event.key());
        }
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private int flags() {
        return (key == null ? 0 : KEY)
                | (event.exclude() instanceof Exclusion.Principal ? EXCLUDED_PRINCIPAL : 0)
                | (event.exclude() instanceof Exclusion.Connection ? EXCLUDED_CONNECTION : 0)
                | (event.ttl() == null ? 0 : TTL)
                | (event.key() == null ? 0 : CONFLATION_KEY);
    }

    private static String excluded(Exclusion exclusion) {
        return exclusion instanceof Exclusion.Principal principal
                ? principal.name()
                : ((Exclusion.Connection) exclusion).id();
    }

    /**
     * {@return the body that some bytes are}
     *
     * @throws java.nio.BufferUnderflowException if they end too early
     * @throws IllegalArgumentException if they are not an event
     */
    static RecordBody decode(ByteBuffer in) {
        int version = in.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("version: " + version + " (expected: " + VERSION + ")");
        }
        int flags = in.get();
        List<Topic> topics = topics(in);
        String type = text(in);
        Map<String, String> attributes = attributes(in);
        String key = (flags & KEY) == 0 ? null : text(in);
        Exclusion exclude = exclude(in, flags);
        Duration ttl = (flags & TTL) == 0 ? null : Duration.ofSeconds(in.getLong(), in.getLong());
        String conflation = (flags & CONFLATION_KEY) == 0 ? null : text(in);
        byte[] payload = new byte[in.remaining()];
        in.get(payload);
        return new RecordBody(new Event(topics, type, null, attributes, exclude, ttl, conflation), payload, key);
    }

    private static List<Topic> topics(ByteBuffer in) {
        int count = in.get();
        List<Topic> topics = new ArrayList<>(Math.max(0, count));
        for (int i = 0; i < count; i++) {
            topics.add(new Topic(text(in)));
        }
        return topics;
    }

    private static Map<String, String> attributes(ByteBuffer in) {
        int count = in.get();
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < count; i++) {
            attributes.put(text(in), text(in));
        }
        return attributes;
    }

    private static @Nullable Exclusion exclude(ByteBuffer in, int flags) {
        if ((flags & EXCLUDED_PRINCIPAL) != 0) {
            return new Exclusion.Principal(text(in));
        }
        return (flags & EXCLUDED_CONNECTION) != 0 ? new Exclusion.Connection(text(in)) : null;
    }

    private static String text(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("length of a text: " + length);
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, UTF_8);
    }

    /** Bytes that grow. */
    private static final class Out extends ByteArrayOutputStream {

        Out(int size) {
            super(size);
        }

        void text(String text) {
            byte[] bytes = text.getBytes(UTF_8);
            write(bytes.length >>> 24);
            write(bytes.length >>> 16);
            write(bytes.length >>> 8);
            write(bytes.length);
            writeBytes(bytes);
        }

        void number(long number) {
            writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        }
    }
}
