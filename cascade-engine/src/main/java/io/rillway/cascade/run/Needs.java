// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.model.Topology;
import io.rillway.cascade.plan.DraftStep;
import io.rillway.cascade.plan.Standing;
import io.rillway.cascade.watch.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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
    Wish.Check start(Unit unit) {
        return then -> then.accept(instead(unit));
    }

    private Optional<ActResult> instead(Unit unit) {
        Standing now = tools.units().standing(unit);
        if (now == Standing.ONLINE || now == Standing.COMPLETED) {
            return Optional.of(new ActResult.Skipped(now == Standing.ONLINE ? "already online" : "already completed"));
        }
        List<String> lost = new ArrayList<>(0);
        addLost(unit, lost);
        return lost.isEmpty() ? Optional.empty() : Optional.of(new ActResult.Postponed(lost));
    }

    /** What has to be started for the resource to be up, beside what nobody can start. */
    List<String> lost(Unit unit) {
        List<String> lost = new ArrayList<>(0);
        addIfLost(unit, Condition.HEALTHY, lost);
        return lost;
    }

    /** What has no connector cannot be started; it is as good as what it needs itself. */
    private void addLost(Unit user, List<String> lost) {
        Topology graph = tools.units().graph().topology();
        List<Dependency> dependencies = user.resource().dependencies();
        int from = graph.needs().from(user.number());
        for (int i = 0; i < dependencies.size(); i++) {
            Dependency need = dependencies.get(i);
            if (need.required()) {
                addIfLost(tools.units().unit(graph.needs().at(from + i)), need.condition(), lost);
            }
        }
        int host = graph.host(user.number());
        if (host != Topology.NONE) {
            addIfLost(tools.units().unit(host), Condition.HEALTHY, lost);
        }
    }

    private void addIfLost(Unit unit, Condition condition, List<String> lost) {
        if (isSatisfied(unit, condition)) {
            return;
        }
        if (unit.connector().isEmpty()) {
            addLost(unit, lost);
        } else if (!lost.contains(unit.id())) {
            lost.add(unit.id());
        }
    }

    /** One discontented look makes nothing lost; only what a threshold of them says. */
    private boolean isSatisfied(Unit unit, Condition condition) {
        if (condition == Condition.HEALTHY && unit.status() == ResourceStatus.ONLINE) {
            return true;
        }
        Standing now = tools.units().standing(unit);
        return now == Standing.COMPLETED || (condition == Condition.STARTED && now.isActive());
    }

    /** Of a stop: unless a user is active now. Users that this cascade stops itself were seen to end. */
    Wish.Check stop(DraftStep step, Predicate<String> stopped) {
        List<Unit> others = new ArrayList<>(0);
        for (String user : step.users()) {
            if (!stopped.test(user)) {
                tools.units().find(user).ifPresent(others::add);
            }
        }
        return then -> tools.survey().of(others, () -> then.accept(judge(step)));
    }

    private Optional<ActResult> judge(DraftStep step) {
        List<String> active = new ArrayList<>(0);
        for (String user : step.users()) {
            if (tools.units().standing(user).isActive()) {
                active.add(user);
            }
        }
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
