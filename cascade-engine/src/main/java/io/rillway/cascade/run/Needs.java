// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.model.Edges;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.model.Topology;
import io.rillway.cascade.plan.DraftStep;
import io.rillway.cascade.plan.Standing;
import io.rillway.cascade.watch.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether an action is needed, and may be done, asked directly before it begins. */
final class Needs {

    private static final Logger LOG = LoggerFactory.getLogger(Needs.class);

    private final Tools tools;
    private final Wish.Check start = (unit, then) -> then.checked(instead(unit));

    Needs(Tools tools) {
        this.tools = tools;
    }

    /** Of a start: unless somebody has done it since the plan was made, or what it needs was lost. */
    Wish.Check start() {
        return start;
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
        addIfLost(unit.number(), Condition.HEALTHY, lost);
        return lost;
    }

    /** What has no connector cannot be started; it is as good as what it needs itself. */
    private void addLost(Unit user, List<String> lost) {
        Topology graph = tools.units().graph().topology();
        Edges needs = graph.needs();
        for (int i = needs.from(user.number()); i < needs.to(user.number()); i++) {
            if (graph.isRequired(i)) {
                addIfLost(needs.at(i), graph.condition(i), lost);
            }
        }
        int host = graph.host(user.number());
        if (host != Topology.NONE) {
            addIfLost(host, Condition.HEALTHY, lost);
        }
    }

    private void addIfLost(int number, Condition condition, List<String> lost) {
        if (isSatisfied(number, condition)) {
            return;
        }
        Unit unit = tools.units().unit(number);
        if (unit.connector().isEmpty()) {
            addLost(unit, lost);
        } else if (!lost.contains(unit.id())) {
            lost.add(unit.id());
        }
    }

    /** One discontented look makes nothing lost; only what a threshold of them says. */
    private boolean isSatisfied(int number, Condition condition) {
        if (condition == Condition.HEALTHY && tools.units().isOnline(number)) {
            return true;
        }
        Standing now = tools.units().standing(tools.units().unit(number));
        return now == Standing.COMPLETED || (condition == Condition.STARTED && now.isActive());
    }

    /** Of a stop: unless a user is active now. Users that this cascade stops itself were seen to end. */
    Wish.Check stop(ResourceGraph graph, DraftStep step, IntPredicate stopped) {
        List<Unit> others = new ArrayList<>(0);
        for (int i = 0; i < step.users().size(); i++) {
            Unit user = tools.units().find(graph, step.users().at(i));
            if (user != null && !stopped.test(step.users().at(i))) {
                others.add(user);
            }
        }
        return (unit, then) -> tools.survey().of(others, () -> then.checked(judge(graph, step)));
    }

    private Optional<ActResult> judge(ResourceGraph graph, DraftStep step) {
        List<String> active = new ArrayList<>(0);
        for (int i = 0; i < step.users().size(); i++) {
            int user = step.users().at(i);
            if (tools.units().standing(graph, user).isActive()) {
                active.add(graph.topology().id(user));
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
