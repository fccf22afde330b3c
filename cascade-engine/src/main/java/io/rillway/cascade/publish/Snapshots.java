// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.publish;

import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeRecord.StepRecord;
import io.rillway.events.Event;
import io.rillway.events.catalog.CascadeEvents;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The record of a cascade as it is told to who comes late. */
final class Snapshots {

    private Snapshots() {}

    static Event event(String topic, CascadeRecord record) {
        List<CascadeEvents.SnapshotStep> steps =
                record.steps().stream().map(Snapshots::step).toList();
        return CascadeEvents.SNAPSHOT.on(
                topic,
                new CascadeEvents.Snapshot(
                        record.id(),
                        record.resourceId(),
                        wire(record.type()),
                        wire(record.status()),
                        record.currentStep(),
                        record.totalSteps(),
                        record.completedSteps(),
                        steps,
                        error(record),
                        record.remainingMillis()));
    }

    private static CascadeEvents.SnapshotStep step(StepRecord step) {
        return new CascadeEvents.SnapshotStep(step.step(), step.resourceId(), step.name(), wire(step.state()));
    }

    private static CascadeEvents.@Nullable ErrorDetail error(CascadeRecord record) {
        String code = record.errorCode();
        String message = record.errorMessage();
        return code == null || message == null ? null : new CascadeEvents.ErrorDetail(code, message, null);
    }

    private static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
