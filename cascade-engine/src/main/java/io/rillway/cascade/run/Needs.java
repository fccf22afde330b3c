// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.plan.DraftStep;
import io.rillway.cascade.plan.Standing;
import io.rillway.cascade.watch.Unit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether an action is needed, asked directly before it begins. */
final class Needs {

    private static final Logger LOG = LoggerFactory.getLogger(Needs.class);

    private final Tools tools;

    Needs(Tools tools) {
        this.tools = tools;
    }

    /** Of a start: unless another cascade, or somebody else, has done it since the plan was made. */
    Wish.Check start(String id) {
        return then -> {
            Standing now = tools.units().standing(id);
            then.accept(
                    switch (now) {
                        case ONLINE -> Optional.of(new ActResult.Skipped("already online"));
                        case COMPLETED -> Optional.of(new ActResult.Skipped("already completed"));
                        case ACTIVE, OFFLINE -> Optional.empty();
                    });
        };
    }

    /** Of a stop: unless a user is active now. Users that this cascade stops itself were seen to end. */
    Wish.Check stop(DraftStep step, Set<String> stopped) {
        List<Unit> others = step.users().stream()
                .filter(id -> !stopped.contains(id))
                .flatMap(id -> tools.units().find(id).stream())
                .toList();
        return then -> tools.survey().of(others, () -> then.accept(judge(step)));
    }

    private Optional<ActResult> judge(DraftStep step) {
        List<String> active = step.users().stream()
                .filter(id -> tools.units().standing(id).isActive())
                .toList();
        if (active.isEmpty()) {
            return Optional.empty();
        }
        String reason = "needed by " + String.join(", ", active);
        LOG.info("stop of {} skipped: {}", step.id(), reason);
        if (!step.member()) {
            return Optional.of(new ActResult.Skipped(reason));
        }
        String message = step.step().name() + ": " + reason;
        CascadeError error = new CascadeError("DEPENDENTS_ACTIVE", message, Optional.of(step.id()), List.of());
        return Optional.of(new ActResult.Failed(error, true));
    }
}
