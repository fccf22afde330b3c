// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.route.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Walks back from the end of the log, page by page, until enough entries match. */
final class LastMatching {

    private static final int PAGE = 1024;

    private final EventLog log;
    private final SelectionKey key;
    private final Predicate<LogEntry> counts;

    LastMatching(EventLog log, SelectionKey key, Predicate<LogEntry> counts) {
        this.log = log;
        this.key = key;
        this.counts = counts;
    }

    /** {@return the place before the last so many matching entries up to an end} */
    long before(int count, long end) {
        List<String> topics = key.exactTopics();
        long evicted = log.first() - 1;
        int missing = count;
        long to = end;
        while (to > evicted) {
            List<Long> found = topics.isEmpty() ? List.of() : log.findLast(topics, to, PAGE);
            long from = topics.isEmpty() ? Math.max(evicted + 1, to - PAGE + 1) : found.isEmpty() ? 0 : found.get(0);
            List<LogEntry> page = topics.isEmpty() ? scan(from, to) : read(found);
            for (int i = page.size() - 1; i >= 0; i--) {
                LogEntry entry = page.get(i);
                missing -= key.takes(entry) && counts.test(entry) ? 1 : 0;
                if (missing == 0) {
                    return entry.sequence() - 1;
                }
            }
            to = from - 1;
        }
        return Math.min(end, evicted);
    }

    /** {@return all that is kept from one place to another} */
    private List<LogEntry> scan(long from, long to) {
        List<LogEntry> entries = new ArrayList<>();
        long at = from;
        while (at <= to) {
            List<LogEntry> part = log.read(at, (int) (to - at + 1));
            part.stream().filter(entry -> entry.sequence() <= to).forEach(entries::add);
            at = part.isEmpty() ? to + 1 : part.get(part.size() - 1).sequence() + 1;
        }
        return entries;
    }

    private List<LogEntry> read(List<Long> sequences) {
        return sequences.stream()
                .flatMap(sequence -> log.read(sequence, 1).stream().filter(entry -> entry.sequence() == sequence))
                .toList();
    }
}
