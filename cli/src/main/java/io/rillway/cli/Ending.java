// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How the end of a cascade is told. */
final class Ending {

    private Ending() {}

    static List<String> lines(JsonNode record, String action) {
        List<String> lines = new ArrayList<>();
        String target = record.path("resourceId").asString();
        String state = action.equals("start") ? "online" : "offline";
        if (record.path("status").asString().equals("completed")) {
            int steps = record.path("totalSteps").asInt();
            lines.add(
                    steps == 0
                            ? target + " is " + state + " already"
                            : target + " is " + state + ": " + steps + (steps == 1 ? " step" : " steps") + " in "
                                    + Progress.seconds(took(record)));
        }
        record.path("steps").forEach(step -> {
            if (step.path("state").asString().equals("skipped")) {
                lines.add(step.path("name").asString() + " left alone: "
                        + step.path("reason").asString(""));
            }
        });
        record.path("proposed").forEach(id -> lines.add(id.asString() + " left running: its stop has to be confirmed"));
        return lines;
    }

    /** {@return what went wrong, with the service's name and its last output lines} */
    static List<String> troubles(JsonNode record) {
        String target = record.path("resourceId").asString();
        String verb = record.path("type").asString();
        return switch (record.path("status").asString()) {
            case "failed" ->
                List.of("rillway: " + verb + " of " + target + " failed at step "
                        + record.path("failedStep").asInt() + " of "
                        + record.path("totalSteps").asInt() + " ("
                        + record.path("errorCode").asString() + "): "
                        + record.path("errorMessage").asString());
            case "cancelled" -> List.of("rillway: " + verb + " of " + target + " was cancelled");
            case "awaiting_confirmation" ->
                List.of("rillway: " + verb + " of " + target
                        + " has to be confirmed: POST /api/v1/cascades/"
                        + record.path("id").asString() + "/confirm");
            default -> List.of();
        };
    }

    private static Duration took(JsonNode record) {
        return Duration.between(
                Instant.parse(record.path("startedAt").asString()),
                Instant.parse(record.path("completedAt").asString()));
    }
}
