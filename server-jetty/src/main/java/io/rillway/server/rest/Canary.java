// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.events.Event;
import io.rillway.hub.EventHub;
import io.rillway.hub.port.Connection;
import io.rillway.hub.port.HubException;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.Subscription;
import io.rillway.server.auth.Secrets;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber of the hub that knows whether what is said reaches it. It subscribes when it is first asked, to a topic that
 * nobody else can name, and asks the hub once in a second at most, however often it is asked itself.
 */
public final class Canary {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration AGAIN = Duration.ofMillis(100);
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final EventHub hub;
    private final LongSupplier ticker;
    private final String topic = "canary/" + Secrets.random();
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private @Nullable Subscription stream;
    private Ear ear = new Ear("");
    private boolean sings;
    private long askedAtNanos;

    /**
     * One that is silent until it is asked.
     *
     * @param hub what it listens to
     * @param ticker a clock of nanoseconds that never runs back
     */
    public Canary(EventHub hub, LongSupplier ticker) {
        this.hub = hub;
        this.ticker = ticker;
        this.askedAtNanos = ticker.getAsLong() - FRESH_NANOS;
    }

    /** {@return whether what is said to the hub now reaches its subscribers} */
    boolean sings() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (ticker.getAsLong() - askedAtNanos >= FRESH_NANOS) {
                sings = ask();
                askedAtNanos = ticker.getAsLong();
            }
            return sings;
        } finally {
            lock.unlock();
        }
    }

    /** {@return how many of the hub's streams are its own} */
    int streams() {
        lock.lock();
        try {
            return stream != null && stream.isOpen() ? 1 : 0;
        } finally {
            lock.unlock();
        }
    }

    private boolean ask() throws InterruptedException {
        try {
            if (stream == null || !stream.isOpen()) {
                ear = new Ear(topic);
                stream = hub.subscribe(SubscribeRequest.of("canary", topic), ear);
            }
            return hears(Secrets.random());
        } catch (HubException e) {
            return false;
        }
    }

    /** What is said live is lost to whoever is busy, so that it is said again. */
    private boolean hears(String song) throws InterruptedException {
        CountDownLatch heard = ear.listenFor(song);
        for (long waited = 0; waited < PATIENCE.toMillis(); waited += AGAIN.toMillis()) {
            hub.publishLive(Event.of(topic, "canary", song));
            if (heard.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }

    /** The canary's end of its stream: whatever is written has arrived. */
    private static final class Ear implements Connection {

        private record Awaited(String song, CountDownLatch heard) {}

        private volatile Awaited awaited;

        Ear(String nothing) {
            this.awaited = new Awaited(nothing, new CountDownLatch(1));
        }

        CountDownLatch listenFor(String song) {
            awaited = new Awaited(song, new CountDownLatch(1));
            return awaited.heard();
        }

        @Override
        public void write(ByteBuffer[] buffers, Completion completion) {
            StringBuilder text = new StringBuilder();
            for (ByteBuffer buffer : buffers) {
                text.append(UTF_8.decode(buffer));
            }
            Awaited now = awaited;
            if (text.indexOf(now.song()) >= 0) {
                now.heard().countDown();
            }
            completion.succeeded();
        }

        @Override
        public void complete() {}

        @Override
        public void abort() {}
    }
}
