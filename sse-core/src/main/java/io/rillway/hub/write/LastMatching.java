// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.route.SelectionKey;
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
            List<LogEntry> page = topics.isEmpty() ? page(to) : found(topics, to);
            for (int i = page.size() - 1; i >= 0; i--) {
                LogEntry entry = page.get(i);
                missing -= entry.sequence() <= to && key.takes(entry) && counts.test(entry) ? 1 : 0;
                if (missing == 0) {
                    return entry.sequence() - 1;
                }
            }
            to = page.isEmpty() ? evicted : page.get(0).sequence() - 1;
        }
        return Math.min(end, evicted);
    }

    private List<LogEntry> page(long to) {
        long from = Math.max(log.first(), to - PAGE + 1);
        return from > to ? List.of() : log.read(from, (int) (to - from + 1));
    }

    private List<LogEntry> found(List<String> topics, long to) {
        return log.findLast(topics, to, PAGE).stream()
                .flatMap(sequence -> log.read(sequence, 1).stream())
                .filter(entry -> entry.sequence() <= to)
                .toList();
    }
}
