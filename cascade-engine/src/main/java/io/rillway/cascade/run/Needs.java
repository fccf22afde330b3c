// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.plan.DraftStep;
import io.rillway.cascade.plan.Standing;
import io.rillway.cascade.watch.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether an action is needed, and may be done, asked directly before it begins. */
final class Needs {

    private static final Logger LOG = LoggerFactory.getLogger(Needs.class);

    private final Tools tools;

    Needs(Tools tools) {
        this.tools = tools;
    }

    /** Of a start: unless somebody has done it since the plan was made, or what it needs was lost. */
    Wish.Check start(ResourceGraph graph, String id) {
        return then -> then.accept(instead(graph, id));
    }

    private Optional<ActResult> instead(ResourceGraph graph, String id) {
        Standing now = tools.units().standing(id);
        if (now == Standing.ONLINE || now == Standing.COMPLETED) {
            return Optional.of(new ActResult.Skipped(now == Standing.ONLINE ? "already online" : "already completed"));
        }
        List<String> lost = new ArrayList<>(0);
        addLost(graph, graph.resource(id), lost);
        return lost.isEmpty() ? Optional.empty() : Optional.of(new ActResult.Postponed(lost));
    }

    /** What has no connector cannot be started; it is as good as what it needs itself. */
    private void addLost(ResourceGraph graph, Resource user, List<String> lost) {
        for (Dependency need : user.dependencies()) {
            if (need.required()) {
                addIfLost(graph, need.on(), need.condition(), lost);
            }
        }
        if (user.host().isPresent()) {
            addIfLost(graph, user.host().get(), Condition.HEALTHY, lost);
        }
    }

    private void addIfLost(ResourceGraph graph, String id, Condition condition, List<String> lost) {
        Optional<Unit> unit = tools.units().find(id);
        if (unit.isEmpty() || isSatisfied(unit.get(), condition)) {
            return;
        }
        if (unit.get().connector().isEmpty()) {
            addLost(graph, graph.resource(id), lost);
        } else if (!lost.contains(id)) {
            lost.add(id);
        }
    }

    /** One discontented look makes nothing lost; only what a threshold of them says. */
    private boolean isSatisfied(Unit unit, Condition condition) {
        if (condition == Condition.HEALTHY && unit.status() == ResourceStatus.ONLINE) {
            return true;
        }
        Standing now = tools.units().standing(unit.id());
        return now == Standing.COMPLETED || (condition == Condition.STARTED && now.isActive());
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
        CascadeError error =
                new CascadeError(CascadeError.DEPENDENTS_ACTIVE, message, Optional.of(step.id()), List.of());
        return Optional.of(new ActResult.Failed(error, true));
    }
}
