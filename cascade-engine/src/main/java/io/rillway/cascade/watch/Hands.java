// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import io.rillway.cascade.model.Action;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is done to a unit: no action gives its order while the call of an earlier one has not returned.
 * Of the coordinator alone.
 */
public final class Hands {

    // Hardly ever more than one waits, and mostly none.
    private List<Runnable> waiting = List.of();
    private boolean calling;
    private boolean starting;
    private long startedAt;
    private long completedAt;

    /** Whether a call of this or an earlier action has not returned. */
    public boolean areCalling() {
        return calling;
    }

    /** Whether a call to start has not returned, so that nobody can say that it stays down. */
    boolean areStarting() {
        return starting;
    }

    /** A call begins, to start or to stop. */
    public void call(Action action) {
        calling = true;
        starting = action == Action.START;
    }

    /** Another unit was in the place of this one, and perhaps a call of it has not returned. */
    public void follow(Hands earlier) {
        if (earlier.calling) {
            calling = true;
            starting = earlier.starting;
            earlier.whenFree(this::returned);
        }
    }

    /** A call has returned; who waits for that goes on. */
    public void returned() {
        calling = false;
        starting = false;
        if (!waiting.isEmpty()) {
            Runnable next = waiting.get(0);
            waiting = waiting.subList(1, waiting.size());
            next.run();
        }
    }

    /** Runs the next action's first call when the last one of the earlier has returned. */
    public void whenFree(Runnable next) {
        waiting = Stream.concat(waiting.stream(), Stream.of(next)).toList();
    }

    /** Does not wait any more. */
    public void withdraw(Runnable next) {
        if (!waiting.isEmpty()) {
            waiting = waiting.stream().filter(other -> other != next).toList();
        }
    }

    /** It was started, at a moment that goes up by one with each start and end. */
    public void started(long moment) {
        startedAt = moment;
    }

    /** It has ended well, as a job. */
    public void completed(long moment) {
        completedAt = moment;
    }

    long startedAt() {
        return startedAt;
    }

    long completedAt() {
        return completedAt;
    }
}
