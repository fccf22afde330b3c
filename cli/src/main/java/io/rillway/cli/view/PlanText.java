// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import io.rillway.cascade.model.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a plan is told. */
public final class PlanText {

    private PlanText() {}

    /** The whole plan: what, in which order, why, and what is left alone. */
    public static List<String> all(Plan plan) {
        List<String> lines = new ArrayList<>();
        String verb = Words.verb(plan.action());
        lines.add(
                plan.steps().isEmpty()
                        ? verb + " " + plan.resourceId() + ": nothing to do"
                        : verb + " " + plan.resourceId() + ": "
                                + Words.steps(plan.steps().size()));
        List<String> names = plan.steps().stream().map(Plan.Step::resourceId).toList();
        int width = names.stream().mapToInt(String::length).max().orElse(0);
        int digits = String.valueOf(names.size()).length();
        for (int i = 0; i < names.size(); i++) {
            String number = String.valueOf(i + 1);
            lines.add("  " + " ".repeat(digits - number.length()) + number + "  " + names.get(i)
                    + " ".repeat(width - names.get(i).length()) + "  "
                    + why(plan.steps().get(i)));
        }
        lines.addAll(leftAlone(plan));
        plan.needsConfirmation().forEach(id -> lines.add(id + " is stopped only if that is confirmed"));
        return lines;
    }

    private static String why(Plan.Step step) {
        String reason = switch (step.cause()) {
            case TARGET -> "asked for";
            case DEPENDENCY -> "dependency of " + step.of();
            case HOST -> "host of " + step.of();
            case DEPENDENT -> "needs " + step.of();
            case HOSTED -> "runs on " + step.of();
        };
        return step.after().isEmpty() ? reason : reason + "; after " + String.join(", ", step.after());
    }

    /** What is left alone, and why; what is so for the same reason stands together, what is kept for others does not. */
    public static List<String> leftAlone(Plan plan) {
        Map<String, List<String>> skipped = new LinkedHashMap<>();
        plan.skipped()
                .forEach(one -> skipped.computeIfAbsent(one.reason(), reason -> new ArrayList<>())
                        .add(one.name()));
        List<String> lines = new ArrayList<>();
        skipped.forEach((reason, ids) -> lines.add(reason + ": " + String.join(", ", ids)));
        plan.protectedResources().forEach(kept -> lines.add(kept.name() + " left running: " + kept.reason()));
        return lines;
    }
}
