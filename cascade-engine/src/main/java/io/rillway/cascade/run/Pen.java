// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.journal.Journal;
import io.rillway.cascade.journal.JournalException;
import io.rillway.cascade.loop.Loop;
import io.rillway.cascade.loop.Workers;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal as the coordinator waits for it: never on the loop, and what it says comes back as a message. */
final class Pen {

    private static final Logger LOG = LoggerFactory.getLogger(Pen.class);

    private final Journal journal;
    private final Loop loop;
    private final Workers workers;

    Pen(Journal journal, Loop loop, Workers workers) {
        this.journal = journal;
        this.loop = loop;
        this.workers = workers;
    }

    /** Whether what was written so far is durable. */
    boolean isWritten() {
        return journal.isDurable();
    }

    /** Goes on when what was written so far is durable, at once if it is already; or otherwise if the journal fails. */
    void whenWritten(Runnable then, Consumer<JournalException> otherwise) {
        if (isWritten()) {
            then.run();
        } else {
            journal.whenDurable(new Message(loop::execute, then, otherwise));
        }
    }

    /** Tells somebody when what was written so far is durable, or cannot be for now. */
    void tellWhenWritten(Runnable callback) {
        journal.whenDurable(new Message(workers::tell, callback, trouble -> callback.run()));
    }

    /** Refuses to begin anything that could not be written down. */
    void checkWell() {
        journal.trouble().ifPresent(trouble -> {
            throw refusal(trouble);
        });
    }

    static Refusal refusal(JournalException trouble) {
        return new Refusal(
                Refusal.Reason.JOURNAL_UNAVAILABLE,
                "journal: " + trouble.getMessage() + " (expected: one that can be written)",
                Map.of("reason", trouble.reason().name()));
    }

    private record Message(Consumer<Runnable> way, Runnable then, Consumer<JournalException> otherwise)
            implements Journal.Written {

        @Override
        public void durable() {
            pass(then);
        }

        @Override
        public void failed(JournalException trouble) {
            pass(() -> otherwise.accept(trouble));
        }

        private void pass(Runnable message) {
            try {
                way.accept(message);
            } catch (RejectedExecutionException e) {
                LOG.debug("the journal answered after the engine was closed");
            }
        }
    }
}
