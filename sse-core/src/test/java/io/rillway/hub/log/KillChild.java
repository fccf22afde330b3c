// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.rillway.events.Event;
import io.rillway.events.TopicSelector;
import io.rillway.hub.log.disk.Disk;
import io.rillway.hub.port.Receipt;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;

/**
 * A process that publishes until it is killed, and says at once what it was told: {@code A id payload} for accepted, {@code S
 * id payload} for stored. For each event that stays it publishes some about a topic of which little is kept, so that segments are
 * rewritten all the time. Arguments: the folder, the publishers, os or disk, and the size of a segment.
 */
final class KillChild {

    /** Bounds of the topic of which little is kept. */
    static final Map<TopicSelector, Bounds> RETAIN =
            Map.of(TopicSelector.of("chatty"), new Bounds(5, 1L << 30, Duration.ofDays(1)));

    private static final int CHATTER = 4;

    private final SegmentLog log;
    private final FileOutputStream out;

    private KillChild(SegmentLog log, FileOutputStream out) {
        this.log = log;
        this.out = out;
    }

    public static void main(String[] args) throws InterruptedException {
        SegmentLog.Settings settings = new SegmentLog.Settings(
                Path.of(args[0]),
                args[2].equals("disk"),
                Logs.MUCH,
                RETAIN,
                InstantSource.system(),
                Long.parseLong(args[3]),
                Disk.SYSTEM);
        try (FileOutputStream out = new FileOutputStream(java.io.FileDescriptor.out)) {
            KillChild child = new KillChild(SegmentLog.open(settings), out);
            for (int i = 1; i < Integer.parseInt(args[1]); i++) {
                Thread publisher = new Thread(child::publish);
                publisher.setDaemon(true);
                publisher.start();
            }
            child.publish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void publish() {
        while (true) {
            String payload = "\"" + UUID.randomUUID() + "\"";
            Receipt receipt = log.append(Event.of("t", "n", null), payload.getBytes(US_ASCII), payload);
            say("A", receipt.accepted().toCompletableFuture().join(), payload);
            say("S", receipt.stored().toCompletableFuture().join(), payload);
            for (int i = 0; i < CHATTER; i++) {
                log.append(Event.of("chatty", "n", null), payload.getBytes(US_ASCII), null);
            }
        }
    }

    /** One write for each line, so that what was said has been said when the process dies. */
    private void say(String what, String id, String payload) {
        try {
            out.write((what + " " + id + " " + payload + "\n").getBytes(US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
