// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changed copies of a record without its steps. */
final class Records {

    private Records() {}

    static CascadeRecord planned(CascadeRecord from, int steps) {
        return copy(from, from.status(), from.currentStep(), steps, from.completedSteps());
    }

    static CascadeRecord status(CascadeRecord from, CascadeStatus status) {
        return copy(from, status, from.currentStep(), from.totalSteps(), from.completedSteps());
    }

    static CascadeRecord step(CascadeRecord from, int current, int completed) {
        return copy(from, from.status(), current, from.totalSteps(), completed);
    }

    static CascadeRecord completed(CascadeRecord from, List<String> proposed, Instant at) {
        return end(from, CascadeStatus.COMPLETED, null, null, at, proposed);
    }

    static CascadeRecord failed(CascadeRecord from, int step, CascadeError error, Instant at) {
        return end(from, CascadeStatus.FAILED, step, error, at, List.of());
    }

    static CascadeRecord cancelled(CascadeRecord from, CascadeError error, Instant at) {
        return end(from, CascadeStatus.CANCELLED, null, error, at, List.of());
    }

    private static CascadeRecord copy(CascadeRecord from, CascadeStatus status, int current, int total, int completed) {
        return new CascadeRecord(
                from.id(),
                from.resourceId(),
                from.type(),
                status,
                current,
                total,
                completed,
                null,
                null,
                null,
                from.startedAt(),
                null,
                List.of(),
                List.of());
    }

    private static CascadeRecord end(
            CascadeRecord from,
            CascadeStatus status,
            @Nullable Integer failedStep,
            @Nullable CascadeError error,
            Instant at,
            List<String> proposed) {
        return new CascadeRecord(
                from.id(),
                from.resourceId(),
                from.type(),
                status,
                from.currentStep(),
                from.totalSteps(),
                from.completedSteps(),
                failedStep,
                error == null ? null : error.code(),
                error == null ? null : error.message(),
                from.startedAt(),
                at,
                List.of(),
                proposed);
    }
}
