// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import io.rillway.hub.folder.FolderLock;
import io.rillway.hub.log.disk.Recovery;
import io.rillway.hub.log.disk.Segment;
import io.rillway.hub.log.disk.SegmentName;
import io.rillway.hub.log.disk.SegmentWriter;
import io.rillway.hub.port.HubException;
import io.rillway.hub.port.HubException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a log on disk, on the committer's thread: take the folder, recover, commit until the end, let go. */
final class LogLife {

    private static final Logger LOG = LoggerFactory.getLogger(LogLife.class);

    private static final int IDENTITY_BYTES = 6;

    private final SegmentLog.Settings settings;
    private final Stock stock;
    private final Inbox inbox;
    private final Answers answers;

    LogLife(SegmentLog.Settings settings, Stock stock, Inbox inbox, Answers answers) {
        this.settings = settings;
        this.stock = stock;
        this.inbox = inbox;
        this.answers = answers;
    }

    void run(CompletableFuture<Committer> opened) {
        try {
            Files.createDirectories(settings.folder());
            try (FolderLock lock = FolderLock.take(settings.folder(), "another log is open in this folder")) {
                live(lock, opened);
            }
        } catch (IOException | RuntimeException e) {
            if (!opened.completeExceptionally(e)) {
                LOG.error("The log in {} has ended", settings.folder(), e);
            }
        } finally {
            end();
        }
    }

    private void live(FolderLock lock, CompletableFuture<Committer> opened) throws IOException {
        SegmentWriter writer = new SegmentWriter(
                new SegmentWriter.Settings(
                        settings.folder(), settings.segmentBytes(), settings.force(), settings.disk()),
                stock.segments());
        Committer committer = new Committer(inbox, writer, stock, answers, settings.clock(), recover());
        committer.mend(List.of());
        answers.start();
        opened.complete(committer);
        committer.run();
        committer.close();
        LOG.debug("{} is closed", lock);
    }

    private SegmentName recover() throws IOException {
        stock.prepare();
        Recovery recovery = new Recovery(settings.folder(), settings.disk(), stock.segments(), stock);
        SegmentName newest = recovery.run().orElseGet(() -> new SegmentName(newIdentity(), 0, 1));
        Epochs epochs = Epochs.of(newest.log());
        for (Segment segment : stock.segments().list()) {
            epochs = epochs.with(segment.name().epoch(), segment.name().base());
        }
        stock.epochs(epochs);
        stock.recovered(recovery.last(), settings.clock().instant());
        return newest;
    }

    private static String newIdentity() {
        byte[] random = new byte[IDENTITY_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Nobody writes any more: whatever comes or still waits is refused. */
    private void end() {
        inbox.close();
        List<Pending> left = inbox.stopPlacing();
        inbox.forget(left);
        left.forEach(pending -> pending.fail(closed()));
        stock.close();
    }

    private static HubException closed() {
        return new HubException(Reason.CLOSED, "the log is closed");
    }
}
