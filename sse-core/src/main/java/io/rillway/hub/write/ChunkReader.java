// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.LogEntry;
import java.time.InstantSource;
import java.util.List;

/**
 * Makes chunks of what a selection picks. A chunk ends at a bound of bytes, which its last frame may exceed, or of entries
 * looked at, so that no subscriber takes more than its turn.
 */
final class ChunkReader {

    private static final int MOST_ENTRIES = 4096;
    private static final int PAGE = 64;

    private final EventLog log;
    private final InstantSource clock;

    ChunkReader(EventLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /** {@return what is cut from the log} */
    Chunk read(Cut cut) {
        ChunkFrames frames = new ChunkFrames(cut, clock.instant());
        List<String> topics = cut.key().exactTopics();
        long most = Math.min(cut.upTo(), cut.after() + MOST_ENTRIES);
        long at = cut.after();
        while (at < (topics.isEmpty() ? most : cut.upTo()) && frames.hasRoom()) {
            at = topics.isEmpty() ? scan(cut, at, most, frames) : find(cut, topics, at, frames);
        }
        // Asked after reading: whatever was evicted before or meanwhile shows.
        return frames.chunk(at, log.kept(cut.key().selectors()).lost());
    }

    /** {@return what is cut from entries that the selection has picked} */
    Chunk pick(Cut cut, List<LogEntry> picked) {
        ChunkFrames frames = new ChunkFrames(cut, clock.instant());
        for (LogEntry entry : picked) {
            if (entry.sequence() > cut.after() && entry.sequence() <= cut.upTo()) {
                frames.add(entry);
                if (!frames.hasRoom()) {
                    return frames.chunk(entry.sequence(), 0);
                }
            }
        }
        return frames.chunk(cut.upTo(), 0);
    }

    /** Takes a page of the log; {@return how far it looked} */
    private long scan(Cut cut, long after, long upTo, ChunkFrames frames) {
        List<LogEntry> page = log.read(after + 1, (int) Math.min(PAGE, upTo - after));
        for (LogEntry entry : page) {
            if (entry.sequence() <= upTo && cut.key().takes(entry)) {
                frames.add(entry);
                if (!frames.hasRoom()) {
                    return entry.sequence();
                }
            }
        }
        return page.isEmpty() ? upTo : Math.min(upTo, page.get(page.size() - 1).sequence());
    }

    /** Takes a page of what the log's index has; {@return how far it looked} */
    private long find(Cut cut, List<String> topics, long after, ChunkFrames frames) {
        List<Long> found = log.find(topics, after + 1, PAGE);
        for (long sequence : found) {
            if (sequence > cut.upTo()) {
                return cut.upTo();
            }
            log.read(sequence, 1).stream()
                    .filter(entry -> entry.sequence() == sequence && cut.key().passes(entry))
                    .forEach(frames::add);
            if (!frames.hasRoom()) {
                return sequence;
            }
        }
        return found.size() < PAGE ? cut.upTo() : found.get(found.size() - 1);
    }
}
