// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** The thread that tells publishers what has become of their events, so that what they do about it delays no commit. */
final class Answers {

    private record Answer(List<Pending> batch, Consumer<Pending> outcome) {

        /** Nothing to tell: the end. */
        boolean isLast() {
            return batch.isEmpty();
        }
    }

    private final BlockingQueue<Answer> queue = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "rillway-log-answers");

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    void tell(List<Pending> batch, Consumer<Pending> outcome) {
        if (!batch.isEmpty()) {
            queue.add(new Answer(batch, outcome));
        }
    }

    private void run() {
        boolean open = true;
        while (open) {
            try {
                Answer answer = queue.take();
                answer.batch().forEach(answer.outcome());
                open = !answer.isLast();
            } catch (InterruptedException e) {
                // By what a publisher did on this thread; it is nobody's to end.
                open = true;
            }
        }
    }

    /** Ends the thread when all is told. */
    void close() {
        queue.add(new Answer(List.of(), pending -> {}));
    }

    Thread thread() {
        return thread;
    }
}
