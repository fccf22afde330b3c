// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.json.Envelope;
import io.rillway.hub.write.Tally.Count;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * The events that are live only and wait to be said by one shard. They may be lost: when too many wait, and for whoever is
 * busy with a full buffer. Any thread adds; the shard says.
 */
final class LiveEvents {

    private static final int MOST = 1 << 16;

    private final Router router;
    private final ControlFrames frames;
    private final InstantSource clock;
    private final Totals totals;
    private final Queue<LiveEvent> waiting = new LinkedBlockingQueue<>(MOST);

    LiveEvents(Router router, ControlFrames frames, InstantSource clock, Totals totals) {
        this.router = router;
        this.frames = frames;
        this.clock = clock;
        this.totals = totals;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** {@return whether there was room} */
    boolean add(LiveEvent event) {
        return waiting.offer(event);
    }

    /** Says all that waits to those who name its topic, and tells of each of them. */
    void say(Consumer<Subscriber> told) {
        for (LiveEvent event = waiting.poll(); event != null; event = waiting.poll()) {
            if (!event.isExpired(clock.instant())) {
                say(event, told);
            }
        }
    }

    private void say(LiveEvent event, Consumer<Subscriber> told) {
        Map<Envelope, ByteBuffer> encoded = new EnumMap<>(Envelope.class);
        for (Subscriber subscriber : router.named(event.event())) {
            if (event.isFor(subscriber) && subscriber.isOpen()) {
                Envelope envelope = subscriber.request().options().envelope();
                ByteBuffer frame = encoded.computeIfAbsent(envelope, e -> frames.live(e, event));
                boolean room = subscriber.words.whisper(frame.duplicate());
                subscriber.tally.add(room ? Count.DELIVERED : Count.DROPPED, 1);
                totals.dropped(room ? 0 : 1);
                told.accept(subscriber);
            }
        }
    }
}
