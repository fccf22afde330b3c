// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.hub.port.Connection;
import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.SubscribeRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The writers of a hub, among which the subscribers are shared out.
 *
 * <p><b>Threads:</b> any.
 */
public final class Writers {

    private final List<Writer> all;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * Writers that are not running yet.
     *
     * @param count how many
     * @param log what is said
     * @param clock the time of day
     * @param registrar is told of the streams
     */
    public Writers(int count, EventLog log, InstantSource clock, Registrar registrar) {
        this.all = IntStream.range(0, count)
                .mapToObj(number -> new Writer(number, log, clock, registrar))
                .toList();
    }

    /** Starts the threads. */
    public void start() {
        all.forEach(Writer::start);
    }

    /** Says that the log has grown; cheap for those who are awake. */
    public void wake() {
        all.forEach(Writer::wake);
    }

    /**
     * Says an event to those who name its topic.
     *
     * @param event what is live only
     */
    public void say(LiveEvent event) {
        all.forEach(writer -> writer.shard().say(event));
    }

    /**
     * {@return a new subscriber}
     *
     * @param request what to send
     * @param connection where to send it
     */
    public Subscriber subscribe(SubscribeRequest request, Connection connection) {
        Writer writer = all.get(Math.floorMod(turn.getAndIncrement(), all.size()));
        return writer.shard().subscribe(UUID.randomUUID().toString(), request, connection);
    }

    /**
     * Lets every stream end, drops what is left after a grace, and waits for the threads to end.
     *
     * @param grace how long to wait for peers that do not read
     */
    public void drain(Duration grace) {
        all.forEach(writer -> writer.drain(grace));
        try {
            for (Writer writer : all) {
                writer.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sweep();
    }

    /** Drops who came when the threads had ended. */
    public void sweep() {
        all.forEach(Writer::sweep);
    }
}
