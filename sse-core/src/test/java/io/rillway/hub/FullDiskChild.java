// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.events.Event;
import io.rillway.hub.port.Connection;
import io.rillway.hub.port.SubscribeRequest;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process with a hub over a folder in which no file can grow beyond what the system lets it. It publishes until it is killed
 * and says what comes of it: {@code S id number} for stored, {@code F number} for failed, {@code V id} for seen by a subscriber.
 */
final class FullDiskChild {

    private static final Pattern EVENT = Pattern.compile("id: (\\S+)\\nevent: n\\n");
    private static final String PADDING = "x".repeat(1000);

    private final AtomicLong numbers = new AtomicLong();
    private final EventHub hub;
    private final FileOutputStream out;

    private FullDiskChild(EventHub hub, FileOutputStream out) {
        this.hub = hub;
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out);
                EventHub hub = EventHub.open(HubOptions.defaults().withStorage(Storage.folder(Path.of(args[0]))))) {
            FullDiskChild child = new FullDiskChild(hub, out);
            hub.subscribe(SubscribeRequest.of("anna", "**"), child.new Subscriber());
            Thread other = new Thread(child::publish);
            other.setDaemon(true);
            other.start();
            child.publish();
        }
    }

    private void publish() {
        while (true) {
            long number = numbers.incrementAndGet();
            try {
                String id = hub.publish(Event.of("t", "n", number + PADDING))
                        .toCompletableFuture()
                        .join();
                say("S " + id + " " + number);
            } catch (CompletionException e) {
                say("F " + number);
            }
        }
    }

    /** One write for each line, so that what was said has been said when the process dies. */
    private void say(String line) {
        try {
            out.write((line + "\n").getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Subscriber implements Connection {

        @Override
        public void write(ByteBuffer[] buffers, Completion completion) {
            StringBuilder text = new StringBuilder();
            for (ByteBuffer buffer : buffers) {
                text.append(UTF_8.decode(buffer));
            }
            for (Matcher event = EVENT.matcher(text); event.find(); ) {
                say("V " + event.group(1));
            }
            completion.succeeded();
        }

        @Override
        public void complete() {
            say("E");
        }

        @Override
        public void abort() {
            say("E");
        }
    }
}
