// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.simulator;

import io.rillway.cascade.simulator.Breach.Promise;
import java.util.List;

/**
 * The engine with one mistake: in a file of the main sources, some text is replaced once.
 *
 * @param name what the mistake is
 * @param file the file, below {@code io/rillway/cascade}
 * @param from what stands there
 * @param to what stands there instead
 * @param broken the promises of which one has to be found broken
 */
record Mutant(String name, String file, String from, String to, List<Promise> broken) {

    private static Mutant of(String name, String file, String from, String to, Promise... broken) {
        return new Mutant(name, file, from, to, List.of(broken));
    }

    /** Every mistake that the checker has to find. */
    static List<Mutant> all() {
        return List.of(
                of("nobody is told that a step has ended", "run/Waits.java", "append(on, wait);", "", Promise.LIVENESS),
                of(
                        "users are no reason to wait in a stop",
                        "plan/StopPlan.java",
                        "LinkRow waits = links.resolve(users(number, set));",
                        "LinkRow waits = LinkRow.EMPTY;",
                        Promise.ORDER,
                        Promise.SUCCESS),
                of(
                        "what lies between is no link",
                        "plan/Links.java",
                        "LinkRow row = byResource.getOrDefault(link.on(), LinkRow.EMPTY);",
                        "LinkRow row = LinkRow.EMPTY;",
                        Promise.ORDER),
                of(
                        "a soft need is a hard one and the reverse",
                        "plan/Links.java",
                        "resolved.merge(link.on(), link, Link::and);",
                        "resolved.merge(link.on(), new Link(link.on(), !link.required(), link.condition()), Link::and);",
                        Promise.ORDER,
                        Promise.SUCCESS,
                        Promise.TRUTH),
                of(
                        "need is not judged directly before a stop",
                        "run/Needs.java",
                        "if (active.isEmpty()) {",
                        "if (active.size() >= 0) {",
                        Promise.ORDER,
                        Promise.PROTECTION),
                of(
                        "what was lost is not seen directly before a start",
                        "run/Needs.java",
                        "return lost.isEmpty() ? Optional.empty()",
                        "return true ? Optional.empty()",
                        Promise.ORDER),
                of(
                        "what runs on a member is no member",
                        "plan/StopSet.java",
                        "set.addAll(graph.hosted(), member, Cause.HOSTED);",
                        "",
                        Promise.ORDER,
                        Promise.SUCCESS),
                of(
                        "users of what is unused are not counted",
                        "plan/CleanUp.java",
                        "return active;",
                        "return 0;",
                        Promise.PROTECTION,
                        Promise.PLAN_IS_RUN),
                of(
                        "hosts are stopped for being unused",
                        "plan/Scope.java",
                        "&& graph.hosted().count(number) == 0;",
                        ";",
                        Promise.PROTECTION,
                        Promise.ORDER),
                of(
                        "what is to be kept is stopped for being unused",
                        "plan/Scope.java",
                        "return graph.resource(number).stopping().whenUnused() &&",
                        "return",
                        Promise.PROTECTION),
                of(
                        "unused resources are not confirmed",
                        "plan/CleanUp.java",
                        "&& graph.resource(number).stopping().confirm()",
                        "&& false",
                        Promise.PROTECTION),
                of(
                        "nothing waits for a confirmation",
                        "run/Admission.java",
                        "if (draft.gated()) {",
                        "if (false) {",
                        Promise.PROTECTION),
                of(
                        "claims never contradict",
                        "run/Claims.java",
                        "if (berths.of(unit).claim().contradicts(action)) {",
                        "if (false) {",
                        Promise.ORDER,
                        Promise.PROTECTION,
                        Promise.TRUTH,
                        Promise.SUCCESS,
                        Promise.PLAN_IS_RUN),
                of(
                        "an action does not wait for the call of an earlier one",
                        "run/Hold.java",
                        "if (unit.hands().areCalling()) {",
                        "if (false) {",
                        Promise.ONE_ACTION),
                of(
                        "an order is given twice",
                        "run/Hold.java",
                        "unit.hands().call(action);",
                        "unit.hands().call(action);\n        tools.workers().call(this, twice -> {});",
                        Promise.ONE_ACTION),
                of(
                        "more at one time than allowed",
                        "run/Places.java",
                        "return taken < most;",
                        "return taken < most + 1;",
                        Promise.LIMITS),
                of(
                        "more on one host than allowed",
                        "run/Places.java",
                        ".filter(host -> takenOnHost.getOrDefault(host, 0) >= limit(host))",
                        ".filter(host -> takenOnHost.getOrDefault(host, 0) > limit(host))",
                        Promise.LIMITS),
                of(
                        "a place on a host is never free again",
                        "run/Places.java",
                        "String host = hostOf.remove(unit.id());",
                        "String host = null;",
                        Promise.LIVENESS),
                of("a try has no limit", "run/Act.java", "hold.within(times.limit());", "", Promise.LIVENESS),
                of(
                        "a step that failed does not end",
                        "run/Course.java",
                        "steps.close(step, StepState.FAILED);",
                        "step.state(StepState.FAILED);",
                        Promise.LIVENESS),
                of(
                        "what cannot go on waits for ever",
                        "run/Steps.java",
                        "abandon.accept(follower, reason);",
                        "",
                        Promise.LIVENESS),
                of(
                        "an end is told twice",
                        "run/CascadeRun.java",
                        "        over = true;\n        if (outcome",
                        "        if (outcome",
                        Promise.ONE_END,
                        Promise.LIVENESS),
                of("an end is not told", "run/CascadeRun.java", "scribe().completed(proposed);", "", Promise.LIVENESS),
                of(
                        "running is as good as healthy",
                        "run/StartAct.java",
                        "case HEALTHY -> seenHealthy();",
                        "case HEALTHY, SICK -> succeed(ResourceStatus.ONLINE);",
                        Promise.TRUTH,
                        Promise.ORDER),
                of(
                        "a stop is over when it is ordered",
                        "run/StopAct.java",
                        "case DOWN, BLANK -> succeed",
                        "case DOWN, BLANK, HEALTHY -> succeed",
                        Promise.TRUTH,
                        Promise.ORDER),
                of(
                        "a rollback takes what others count on",
                        "run/Rollback.java",
                        "if (crew.claims().isShared(unit(step))) {",
                        "if (false) {",
                        Promise.PROTECTION,
                        Promise.ORDER,
                        Promise.LIVENESS),
                of(
                        "a step is planned and not carried out",
                        "run/Course.java",
                        "subject.scribe().planned(planned);\n        horizon.add(steps.add(planned.steps()));",
                        "subject.scribe().planned(planned);\n        horizon.add(steps.add(planned.steps().isEmpty() ? List.of()"
                                + " : planned.steps().subList(0, planned.steps().size() - 1)));",
                        Promise.PLAN_IS_RUN,
                        Promise.TRUTH),
                of(
                        "a start takes its dependents along",
                        "plan/StartPlan.java",
                        "int[] upstream = topology.upstream(topology.number(order.target()));",
                        "int[] upstream = java.util.stream.IntStream.range(0, topology.size()).toArray();",
                        Promise.SCOPE,
                        Promise.LIVENESS));
    }
}
