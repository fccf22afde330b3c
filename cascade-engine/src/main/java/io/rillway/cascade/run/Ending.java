// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.loop.Alarm;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a cascade is going to end: well, unless a step fails that it cannot do without, of which the first is the cause, or
 * somebody cancels it. Of the coordinator alone.
 */
final class Ending {

    private final String target;
    private final List<String> finished = new ArrayList<>();
    private Optional<CascadeOutcome.Failed> failure = Optional.empty();
    private Optional<String> cancelled = Optional.empty();
    private List<String> left = List.of();
    private Alarm alarm = Alarm.NONE;

    Ending(String target) {
        this.target = target;
    }

    boolean isCancelled() {
        return cancelled.isPresent();
    }

    boolean isFailed() {
        return failure.isPresent();
    }

    /** Whether no further step is to begin. */
    boolean isNear() {
        return isCancelled() || left.size() > 0;
    }

    /** The first failure is the cause; others came of it, or do not matter any more. */
    void failed(int step, CascadeError error) {
        if (failure.isEmpty()) {
            failure = Optional.of(new CascadeOutcome.Failed(step, error));
        }
    }

    void cancelled(String reason) {
        cancelled = Optional.of(reason);
    }

    /** A step ended well; of a cascade that is cancelled, that is worth telling. */
    void finished(StepRun step) {
        if (isCancelled()) {
            finished.add(step.id());
        }
    }

    /** These were under way and nobody waits for them any more. */
    void left(List<StepRun> steps) {
        left = steps.stream()
                .filter(step -> step.state() == StepState.RUNNING)
                .map(StepRun::id)
                .toList();
    }

    /** What rings at the deadline, or after the grace of a cancellation. */
    void alarm(Alarm next) {
        alarm.cancel();
        alarm = next;
    }

    CascadeError cancellation() {
        String text = cancelled.orElse("cancelled")
                + (finished.isEmpty() ? "" : "; finished: " + String.join(", ", finished))
                + (left.isEmpty() ? "" : "; left to itself: " + String.join(", ", left));
        return new CascadeError(CascadeError.CANCELLED, text, Optional.of(target), List.of());
    }

    CascadeOutcome outcome() {
        if (isCancelled()) {
            return new CascadeOutcome.Cancelled(cancellation());
        }
        return failure.<CascadeOutcome>map(failed -> failed).orElseGet(CascadeOutcome.Completed::new);
    }
}
