// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** How a plan is told. */
final class PlanText {

    private PlanText() {}

    static List<String> all(JsonNode plan) {
        List<String> lines = new ArrayList<>();
        int number = 0;
        for (JsonNode step : plan.path("steps")) {
            String after = names(step.path("after"));
            lines.add(++number + ". " + plan.path("action").asString() + " "
                    + step.path("name").asString() + " (" + cause(step) + (after.isEmpty() ? "" : ", after " + after)
                    + ")");
        }
        if (number == 0) {
            lines.add("nothing to do");
        }
        lines.addAll(left(plan));
        plan.path("needsConfirmation").forEach(id -> lines.add(id.asString() + " has to be confirmed"));
        return lines;
    }

    /** {@return what is left alone, and why} */
    static List<String> left(JsonNode plan) {
        List<String> lines = new ArrayList<>();
        plan.path("skipped")
                .forEach(s -> lines.add(
                        s.path("name").asString() + ": " + s.path("reason").asString()));
        plan.path("protected")
                .forEach(p -> lines.add(p.path("name").asString() + " left running: "
                        + p.path("reason").asString()));
        return lines;
    }

    private static String cause(JsonNode step) {
        String of = step.path("of").asString("");
        String cause = step.path("cause").asString();
        return of.isEmpty() ? cause : cause + " of " + of;
    }

    private static String names(JsonNode list) {
        return String.join(
                ", ",
                StreamSupport.stream(list.spliterator(), false)
                        .map(JsonNode::asString)
                        .toList());
    }
}
