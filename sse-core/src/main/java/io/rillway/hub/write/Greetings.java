// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.events.catalog.SystemEvents.Connected;
import io.rillway.events.catalog.SystemEvents.Resume;
import io.rillway.hub.port.Greeting;
import io.rillway.hub.port.StreamOptions;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How streams open. Those that open alike differ in their ids alone, so that the rest is made once for a crowd that comes at
 * once. Owned by the shard.
 */
final class Greetings {

    private static final String ID = "#";

    private final ControlFrames frames;

    private @Nullable Kind kind;
    private Pattern pattern = new Pattern("", "", "");

    Greetings(ControlFrames frames) {
        this.frames = frames;
    }

    /** Those that open alike; an envelope may tell the time in seconds. */
    private record Kind(StreamOptions options, Resume resume, long second) {}

    /** What stands before the cursor, between it and the id of the connection, and behind that. */
    private record Pattern(String lead, String before, String after) {}

    /** {@return how a stream opens}; the cursor is left out where a gap follows, which alone may move the receiver on. */
    ByteBuffer of(Subscriber subscriber, @Nullable String cursor) {
        StreamOptions options = subscriber.request().options();
        Kind wanted = new Kind(options, subscriber.course.start().resume(), frames.second());
        if (!wanted.equals(kind)) {
            pattern = pattern(wanted);
            kind = wanted;
        }
        String place = cursor == null ? "" : text(ControlFrames.id(cursor));
        String greeting = pattern.lead() + place;
        if (options.greeting() instanceof Greeting.Connected) {
            // Without the empty line behind it the place is the id of the event.
            String id = place.isEmpty() ? "" : place.substring(0, place.length() - 1);
            greeting = pattern.lead() + id + pattern.before() + subscriber.id() + pattern.after();
        }
        return ByteBuffer.wrap(greeting.getBytes(UTF_8)).asReadOnlyBuffer();
    }

    private Pattern pattern(Kind kind) {
        StreamOptions options = kind.options();
        String lead = text(frames.retry(options.retry()));
        if (options.greeting() instanceof Greeting.Comment comment) {
            lead = text(ControlFrames.comment(comment.text())) + lead;
        }
        if (!(options.greeting() instanceof Greeting.Connected)) {
            return new Pattern(lead, "", "");
        }
        Connected connected = new Connected(
                ID,
                options.heartbeat().interval().toSeconds(),
                kind.resume(),
                options.slowSubscriber().name().toLowerCase(Locale.ROOT));
        String frame = text(frames.connected(options, connected));
        int at = frame.indexOf(ID);
        return new Pattern(lead, frame.substring(0, at), frame.substring(at + ID.length()));
    }

    private static String text(ByteBuffer frame) {
        return UTF_8.decode(frame).toString();
    }
}
