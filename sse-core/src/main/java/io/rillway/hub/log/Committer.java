// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import io.rillway.hub.log.disk.SegmentName;
import io.rillway.hub.log.disk.SegmentWriter;
import io.rillway.hub.port.HubException;
import io.rillway.hub.port.HubException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what waits, writes it in one batch, makes it visible and has it answered. When the disk fails, everything on its way
 * fails; the next event that comes finds the committer trying another segment in another epoch. One thread.
 */
final class Committer {

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private static final long PATIENCE_NANOS = Duration.ofMillis(100).toNanos();

    private final Inbox inbox;
    private final SegmentWriter writer;
    private final Stock stock;
    private final Answers answers;
    private final InstantSource clock;
    private volatile Runnable told = () -> {};

    private SegmentName newest;
    private boolean inTrouble = true;
    private long failedAtNanos;

    /** A committer that continues after the newest segment that there was. */
    Committer(
            Inbox inbox, SegmentWriter writer, Stock stock, Answers answers, InstantSource clock, SegmentName newest) {
        this.inbox = inbox;
        this.writer = writer;
        this.stock = stock;
        this.answers = answers;
        this.clock = clock;
        this.newest = newest;
    }

    void onCommit(Runnable told) {
        this.told = told;
    }

    /** Commits until the inbox is closed and empty. */
    void run() {
        for (List<Pending> batch = inbox.take(); batch != null; batch = inbox.take()) {
            if (!batch.isEmpty()) {
                commit(batch);
            }
            stock.evict(clock.instant());
        }
    }

    private void commit(List<Pending> batch) {
        try {
            if (inTrouble) {
                mend(batch);
            }
            for (Pending pending : batch) {
                writer.append(pending.entry().sequence(), pending.entry().at(), pending.encoded());
            }
            writer.commit();
        } catch (IOException | RuntimeException e) {
            fail(batch, e);
            return;
        }
        stock.add(batch);
        inbox.forget(batch);
        told.run();
        answers.tell(batch, Pending::succeed);
    }

    /** Begins another epoch behind what is stored, and gives places in it to what has none. */
    void mend(List<Pending> waiting) throws IOException {
        if (failedAtNanos != 0 && System.nanoTime() - failedAtNanos < PATIENCE_NANOS) {
            throw new IOException("the disk failed a moment ago");
        }
        long first = stock.last() + 1;
        newest = new SegmentName(newest.log(), newest.epoch() + 1, first);
        writer.begin(newest);
        if (failedAtNanos != 0) {
            LOG.warn("The log can be written again");
        }
        inTrouble = false;
        failedAtNanos = 0;
        stock.epochs(stock.epochs().with(newest.epoch(), first));
        inbox.startPlacing(first, waiting);
    }

    private void fail(List<Pending> batch, Exception cause) {
        if (!inTrouble) {
            LOG.error("The log cannot be written", cause);
        }
        if (!inTrouble || failedAtNanos == 0) {
            failedAtNanos = Math.max(1, System.nanoTime());
        }
        inTrouble = true;
        writer.rollBack();
        List<Pending> all = new ArrayList<>(batch);
        all.addAll(inbox.stopPlacing());
        inbox.forget(all);
        HubException failure = new HubException(Reason.LOG_FAILED, "the event cannot be stored: " + cause.getMessage());
        answers.tell(all, pending -> pending.fail(failure));
    }

    /** Ends the newest segment. */
    void close() {
        try {
            writer.close(stock.last(), clock.instant());
        } catch (IOException e) {
            LOG.warn("The log could not be ended with a mark", e);
        }
    }
}
