// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is done to a unit: at most one action at a time, and no action while the call of an earlier one has not returned.
 * Of the coordinator alone.
 */
public final class Hands {

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean calling;
    private long startedAt;
    private long completedAt;

    /** Whether an action is under way. */
    public boolean areBusy() {
        return busy;
    }

    /** An action begins or has ended. */
    public void busy(boolean underWay) {
        busy = underWay;
    }

    /** Whether a call of this or an earlier action has not returned. */
    public boolean areCalling() {
        return calling;
    }

    /** A call begins. */
    public void call() {
        calling = true;
    }

    /** Another unit was in the place of this one, and perhaps a call of it has not returned. */
    public void follow(Hands earlier) {
        if (earlier.calling) {
            calling = true;
            earlier.whenFree(this::returned);
        }
    }

    /** A call has returned; who waits for that goes on. */
    public void returned() {
        calling = false;
        Runnable next = waiting.poll();
        if (next != null) {
            next.run();
        }
    }

    /** Runs the next action's first call when the last one of the earlier has returned. */
    public void whenFree(Runnable next) {
        waiting.add(next);
    }

    /** Does not wait any more. */
    public void withdraw(Runnable next) {
        waiting.remove(next);
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
