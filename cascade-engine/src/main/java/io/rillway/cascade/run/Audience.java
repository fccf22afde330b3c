// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.CascadeError;
import java.util.List;
import java.util.stream.Stream;

/** Those who wait for one action; who joins late is told what the others know. Of the coordinator alone. */
final class Audience {

    // Hardly ever more than one, and told while others join or leave, so that it is made anew.
    private List<Waiter> waiters = List.of();
    private boolean begun;
    private boolean started;

    void join(Waiter waiter) {
        waiters = waiters.isEmpty()
                ? List.of(waiter)
                : Stream.concat(waiters.stream(), Stream.of(waiter)).toList();
        if (begun) {
            waiter.begun();
        }
        if (started) {
            waiter.started();
        }
    }

    void leave(Waiter waiter) {
        waiters = waiters.stream().filter(other -> other != waiter).toList();
    }

    boolean isEmpty() {
        return waiters.isEmpty();
    }

    /** Whether the order to start was taken, at one try at least. */
    boolean knowsStarted() {
        return started;
    }

    /** Tells it once, however often it is tried. */
    void begun() {
        if (!begun) {
            begun = true;
            List<Waiter> told = waiters;
            for (int i = 0; i < told.size(); i++) {
                told.get(i).begun();
            }
        }
    }

    /** Tells it once, however often it is tried. */
    void started() {
        if (!started) {
            started = true;
            List<Waiter> told = waiters;
            for (int i = 0; i < told.size(); i++) {
                told.get(i).started();
            }
        }
    }

    /** Whether anybody writes down that it begins, so that it has to wait for that. */
    boolean isRecorded() {
        for (int i = 0; i < waiters.size(); i++) {
            if (waiters.get(i).isRecorded()) {
                return true;
            }
        }
        return false;
    }

    void retrying(int attempt, CascadeError why) {
        everybody().forEach(waiter -> waiter.retrying(attempt, why));
    }

    List<Waiter> everybody() {
        return waiters;
    }
}
