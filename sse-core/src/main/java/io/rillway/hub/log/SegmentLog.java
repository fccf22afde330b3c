// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import static java.util.Objects.requireNonNullElse;

import io.rillway.events.Event;
import io.rillway.events.TopicSelector;
import io.rillway.hub.log.disk.Disk;
import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.HubException;
import io.rillway.hub.port.HubException.Reason;
import io.rillway.hub.port.Kept;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.port.Receipt;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A log on disk: segments that are only appended to, written by one thread in batches. Readers see what is committed, which
 * survives the end of the process, or a power cut as well. The newest entries are in memory too.
 */
public final class SegmentLog implements EventLog {

    /**
     * What a log on disk is like.
     *
     * @param folder where it is; made if it does not exist
     * @param force whether what is committed survives a power cut, not only the end of the process
     * @param bounds what it keeps of what no selector picks
     * @param retain what it keeps of what a selector picks; the first that does counts
     * @param clock the time of publication
     * @param segmentBytes the size at which another file is begun
     * @param disk where its files are
     */
    public record Settings(
            Path folder,
            boolean force,
            Bounds bounds,
            Map<TopicSelector, Bounds> retain,
            InstantSource clock,
            long segmentBytes,
            Disk disk) {

        private static final long LEAST_SEGMENT = 1L << 20;
        private static final long MOST_SEGMENT = 64L << 20;
        private static final long MOST_REWRITTEN_SEGMENT = 8L << 20;
        private static final int SEGMENTS = 16;

        /**
         * {@return settings with files of a size that suits the bounds}
         *
         * @param folder where it is
         * @param force whether what is committed survives a power cut
         * @param bounds what it keeps of what no selector picks
         * @param retain what it keeps of what a selector picks
         * @param clock the time of publication
         */
        public static Settings of(
                Path folder, boolean force, Bounds bounds, Map<TopicSelector, Bounds> retain, InstantSource clock) {
            // A commit may wait until some segments are rewritten, which is where topics have bounds of their own.
            long most = retain.isEmpty() ? MOST_SEGMENT : MOST_REWRITTEN_SEGMENT;
            long segmentBytes = Math.max(LEAST_SEGMENT, Math.min(most, bounds.maxBytes() / SEGMENTS));
            return new Settings(folder, force, bounds, retain, clock, segmentBytes, Disk.SYSTEM);
        }
    }

    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private final Shelves shelves;
    private final Stock stock;
    private final Inbox inbox;
    private final Answers answers = new Answers();
    private final Thread thread;
    private final CompletableFuture<Committer> committer = new CompletableFuture<>();

    private SegmentLog(Settings settings) {
        Keys keys = new Keys();
        this.shelves = new Shelves(settings.bounds(), settings.retain());
        this.stock = new Stock(settings, shelves, keys);
        this.inbox = new Inbox(settings.clock(), keys, this::id);
        LogLife life = new LogLife(settings, stock, inbox, answers);
        this.thread = new Thread(() -> life.run(committer), "rillway-log-committer");
        this.thread.setDaemon(true);
    }

    /**
     * {@return the log in a folder}
     *
     * @param settings what it is like
     * @throws HubException if it cannot be opened, by another process that has it, by the disk, or by what is in the folder
     */
    public static SegmentLog open(Settings settings) {
        SegmentLog log = new SegmentLog(settings);
        log.thread.start();
        try {
            log.committer.join();
        } catch (CompletionException e) {
            throw unopened(settings.folder(), requireNonNullElse(e.getCause(), e));
        }
        return log;
    }

    private static HubException unopened(Path folder, Throwable cause) {
        HubException failure =
                new HubException(Reason.LOG_FAILED, folder + ": the event log cannot be opened: " + why(cause));
        failure.initCause(cause);
        return failure;
    }

    /** What is refused says no more than its name. */
    private static @Nullable String why(Throwable cause) {
        return cause instanceof AccessDeniedException
                ? cause.getMessage() + ": access denied (expected: a folder that this process may write)"
                : cause.getMessage();
    }

    @Override
    public Receipt append(Event event, byte[] payload, @Nullable String key) {
        return inbox.add(new Pending(event, payload, key));
    }

    @Override
    public void onCommit(Runnable told) {
        committer.join().onCommit(told);
    }

    @Override
    public long last() {
        return stock.last();
    }

    @Override
    public long first() {
        return shelves.first();
    }

    @Override
    public Kept kept(List<TopicSelector> selectors) {
        return shelves.kept(selectors);
    }

    @Override
    public List<LogEntry> read(long from, int most) {
        return stock.read(from, most);
    }

    @Override
    public List<Long> find(List<String> topics, long from, int most) {
        return shelves.find(topics, from, stock.last(), most);
    }

    @Override
    public List<Long> findLast(List<String> topics, long to, int most) {
        return shelves.findLast(topics, Math.min(to, stock.last()), most);
    }

    @Override
    public long firstSince(Instant time) {
        return stock.firstSince(time);
    }

    @Override
    public String id(long sequence) {
        return stock.epochs().id(sequence);
    }

    @Override
    public OptionalLong sequence(String id) {
        return stock.epochs().sequence(id);
    }

    @Override
    public boolean isForeign(String id) {
        return stock.epochs().isForeign(id);
    }

    /** {@return how many bytes readers have taken from the disk since it was opened} */
    long bytesRead() {
        return stock.segments().bytesRead();
    }

    @Override
    public void expire() {
        inbox.ask();
    }

    /** Commits what waits, and lets go of the folder; a second call waits for the first. */
    @Override
    public void close() {
        inbox.close();
        join(thread, Long.MAX_VALUE);
        answers.close();
        // What publishers do on the answer is theirs; a log that is closed does not wait for it for ever.
        join(answers.thread(), System.nanoTime() + PATIENCE_NANOS);
    }

    /** Waits for a thread; what closes may run on that very thread, and is not to be stopped halfway. */
    private static void join(Thread thread, long untilNanos) {
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread && System.nanoTime() < untilNanos) {
            try {
                thread.join(Duration.ofSeconds(1).toMillis());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
