// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.route.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What of the log a selection picks, page by page from the end, by the index where its topics are exact. */
final class Matching {

    private static final int PAGE = 1024;

    private final EventLog log;
    private final SelectionKey key;
    private final Predicate<LogEntry> counts;

    Matching(EventLog log, SelectionKey key, Predicate<LogEntry> counts) {
        this.log = log;
        this.key = key;
        this.counts = counts;
    }

    /** A page of what may match, and the place behind which it begins. */
    private record Page(List<LogEntry> entries, long after) {}

    /** {@return the place before the last so many matching entries up to an end}, which is the end if none are asked for. */
    long before(int count, long end) {
        if (count == 0) {
            return end;
        }
        long evicted = log.first() - 1;
        int missing = count;
        long to = end;
        while (to > evicted) {
            Page page = page(evicted, to);
            for (int i = page.entries().size() - 1; i >= 0; i--) {
                LogEntry entry = page.entries().get(i);
                missing -= matches(entry) ? 1 : 0;
                if (missing == 0) {
                    return entry.sequence() - 1;
                }
            }
            to = page.after();
        }
        return Math.min(end, evicted);
    }

    /** {@return how many match behind one place and up to another} */
    long count(long after, long upTo) {
        long found = 0;
        long to = upTo;
        while (to > after) {
            Page page = page(after, to);
            found += page.entries().stream()
                    .filter(entry -> entry.sequence() > after && matches(entry))
                    .count();
            to = page.after();
        }
        return found;
    }

    private boolean matches(LogEntry entry) {
        return key.takes(entry) && counts.test(entry);
    }

    private Page page(long after, long to) {
        List<String> topics = key.exactTopics();
        if (topics.isEmpty()) {
            long from = Math.max(after + 1, to - PAGE + 1);
            return new Page(scan(from, to), from - 1);
        }
        List<Long> found = log.findLast(topics, to, PAGE);
        return new Page(read(found), found.isEmpty() ? after : found.get(0) - 1);
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
