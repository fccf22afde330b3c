// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.testing;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeRecord.StepRecord;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.StepState;
import java.time.Instant;
import java.util.List;

/** Records of cascades for tests; every cascade begins at noon. */
public final class Records {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private Records() {}

    public static Instant noon(double seconds) {
        return NOON.plusMillis((long) (seconds * 1000));
    }

    public static StepRecord pending(int number, String id) {
        return new StepRecord(number, id, id, StepState.PENDING, null, null, null);
    }

    public static StepRecord running(int number, String id, double from) {
        return new StepRecord(number, id, id, StepState.RUNNING, null, noon(from), null);
    }

    public static StepRecord ended(int number, String id, StepState state, double from, double to) {
        return new StepRecord(number, id, id, state, null, noon(from), noon(to));
    }

    public static StepRecord untouched(int number, String id, StepState state, String reason) {
        return new StepRecord(number, id, id, state, reason, null, noon(1));
    }

    public static CascadeRecord start(CascadeStatus status, StepRecord... steps) {
        return record(Action.START, status, List.of(steps));
    }

    public static CascadeRecord stop(CascadeStatus status, StepRecord... steps) {
        return record(Action.STOP, status, List.of(steps));
    }

    public static CascadeRecord failed(int step, String code, String message, StepRecord... steps) {
        CascadeRecord record = start(CascadeStatus.FAILED, steps);
        return new CascadeRecord(
                record.id(),
                record.resourceId(),
                record.type(),
                record.status(),
                step,
                record.totalSteps(),
                record.completedSteps(),
                step,
                code,
                message,
                record.startedAt(),
                record.completedAt(),
                record.steps(),
                List.of());
    }

    public static CascadeRecord expecting(long remainingMillis, CascadeRecord record) {
        return new CascadeRecord(
                record.id(),
                record.resourceId(),
                record.type(),
                record.status(),
                record.currentStep(),
                record.totalSteps(),
                record.completedSteps(),
                record.failedStep(),
                record.errorCode(),
                record.errorMessage(),
                record.startedAt(),
                record.completedAt(),
                record.steps(),
                record.proposed(),
                record.replanned(),
                remainingMillis);
    }

    private static CascadeRecord record(Action action, CascadeStatus status, List<StepRecord> steps) {
        int done = (int) steps.stream()
                .filter(step -> step.state() == StepState.DONE || step.state() == StepState.SKIPPED)
                .count();
        return new CascadeRecord(
                "c1",
                "web",
                action,
                status,
                1,
                steps.size(),
                done,
                null,
                null,
                null,
                NOON,
                status.isTerminal() ? noon(8.4) : null,
                steps,
                List.of());
    }
}
