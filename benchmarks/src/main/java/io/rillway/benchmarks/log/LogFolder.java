// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.log;

import io.rillway.hub.EventHub;
import io.rillway.hub.HubOptions;
import io.rillway.hub.HubOptions.Retention;
import io.rillway.hub.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A hub over a log of one of three kinds, in a folder that is made for it and deleted with it. */
final class LogFolder implements AutoCloseable {

    private static final int MOST_EVENTS = 2_000_000;
    private static final long MOST_BYTES = 4L << 30;

    private final Path folder;
    private final HubOptions options;
    private EventHub hub;

    /** A hub over an empty log: memory, os or disk. */
    LogFolder(String kind) {
        try {
            folder = Files.createTempDirectory("rillway-log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        options = HubOptions.defaults()
                .withGrace(Duration.ZERO)
                .withRetention(new Retention(MOST_EVENTS, MOST_BYTES, Duration.ofDays(1), Map.of()))
                .withStorage(storage(kind));
        hub = EventHub.open(options);
    }

    private Storage storage(String kind) {
        return switch (kind) {
            case "os" -> new Storage.Folder(folder, Storage.Sync.OS);
            case "disk" -> new Storage.Folder(folder, Storage.Sync.DISK);
            default -> Storage.memory();
        };
    }

    EventHub hub() {
        return hub;
    }

    /** Closes the log and opens it again; a log in memory is lost by that, and stays as it is. */
    void reopen() {
        if (options.storage() instanceof Storage.Folder) {
            shut();
            open();
        }
    }

    /** Closes the hub, and keeps the folder. */
    void shut() {
        hub.close();
    }

    /** {@return the hub, opened anew} */
    EventHub open() {
        hub = EventHub.open(options);
        return hub;
    }

    @Override
    public void close() {
        hub.close();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
