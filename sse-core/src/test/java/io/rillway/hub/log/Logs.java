// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.events.Event;
import io.rillway.events.TopicSelector;
import io.rillway.hub.log.disk.Disk;
import io.rillway.hub.log.disk.SegmentName;
import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.LogEntry;
import io.rillway.testing.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder in which logs are opened one after the other, with a clock. */
final class Logs implements AutoCloseable {

    static final Bounds MUCH = new Bounds(10_000_000, 1L << 40, Duration.ofDays(1000));

    final ManualClock clock = new ManualClock();
    final Path folder;
    private final List<EventLog> opened = new ArrayList<>();

    Logs(Path folder) {
        this.folder = folder;
    }

    SegmentLog open() {
        return open(MUCH, 1 << 20);
    }

    SegmentLog open(Bounds bounds, long segmentBytes) {
        return open(bounds, Map.of(), segmentBytes, new PassingDisk());
    }

    SegmentLog open(Bounds bounds, Map<TopicSelector, Bounds> retain, long segmentBytes, Disk disk) {
        SegmentLog log =
                SegmentLog.open(new SegmentLog.Settings(folder, false, bounds, retain, clock, segmentBytes, disk));
        opened.add(log);
        return log;
    }

    List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            SegmentName.parse(file.getFileName().toString()).isPresent())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String append(EventLog log, String topic, String payload) {
        return append(log, topic, payload, null);
    }

    static String append(EventLog log, String topic, String payload, @Nullable String key) {
        return append(log, Event.of(topic, "n", null), payload, key);
    }

    static String append(EventLog log, Event event, String payload, @Nullable String key) {
        return log.append(event, payload.getBytes(UTF_8), key)
                .stored()
                .toCompletableFuture()
                .join();
    }

    static void append(EventLog log, String topic, int from, int to) {
        for (int i = from; i <= to; i++) {
            append(log, topic, Integer.toString(i));
        }
    }

    /** {@return the payloads of all that is kept from a place on} */
    static List<String> payloads(EventLog log, long from) {
        return entries(log, from).stream().map(Logs::payload).toList();
    }

    static List<LogEntry> entries(EventLog log, long from) {
        List<LogEntry> all = new ArrayList<>();
        for (List<LogEntry> page = log.read(from, 100); !page.isEmpty(); page = log.read(next(page), 100)) {
            all.addAll(page);
        }
        return all;
    }

    private static long next(List<LogEntry> page) {
        return page.get(page.size() - 1).sequence() + 1;
    }

    static String payload(LogEntry entry) {
        String frame =
                UTF_8.decode(entry.frame(io.rillway.events.json.Envelope.RAW)).toString();
        return frame.substring(frame.indexOf("data: ") + 6).strip();
    }

    @Override
    public void close() {
        opened.forEach(EventLog::close);
    }
}
