// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeRecord.StepRecord;
import io.rillway.cascade.model.StepState;
import io.rillway.cli.shell.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the end of a cascade is told. */
public final class Ending {

    /** Where the engine puts a resource's last lines into a message; between them stands a bar. */
    private static final String OUTPUT = "; last output: ";

    private Ending() {}

    /** The last lines about a cascade that reached its target. */
    public static List<String> success(CascadeRecord record) {
        List<String> lines = new ArrayList<>();
        record.proposed()
                .forEach(id -> lines.add(
                        id + " left running: its stop has to be confirmed (" + Shell.program() + " stop " + id + ")"));
        String state = record.resourceId() + " is " + Words.done(record.type());
        lines.add(
                record.totalSteps() == 0
                        ? state + " already"
                        : state + ": " + Words.steps(record.totalSteps()) + " in " + Words.time(took(record)));
        return lines;
    }

    private static Duration took(CascadeRecord record) {
        return Duration.between(
                record.startedAt(), Optional.ofNullable(record.completedAt()).orElse(record.startedAt()));
    }

    /** What happened to a cascade that did not reach its target: the service, the code, its last lines, what is left. */
    public static List<String> failure(CascadeRecord record) {
        List<String> lines = new ArrayList<>();
        String message = Optional.ofNullable(record.errorMessage()).orElse("");
        int output = message.indexOf(OUTPUT);
        lines.add(headline(record));
        lines.add("  " + (output < 0 ? message : message.substring(0, output)));
        if (output >= 0) {
            for (String line : message.substring(output + OUTPUT.length()).split(" \\| ", -1)) {
                lines.add("  | " + line);
            }
        }
        still(record).ifPresent(lines::add);
        return lines;
    }

    /** A cascade by what it does and its id, for lists. */
    public static String named(CascadeRecord record) {
        return Words.verb(record.type()) + " of " + record.resourceId() + " (" + record.id() + ")";
    }

    /** In one line, that a cascade has ended, and how. */
    public static String over(CascadeRecord record) {
        String end = switch (record.status()) {
            case COMPLETED -> "has reached its end";
            case FAILED -> "has failed";
            case CANCELLED -> "was cancelled before";
            default -> "goes on";
        };
        return "the " + named(record) + " " + end;
    }

    /** The last lines about a cascade that was cancelled: how far it came, what became of its steps, what is left. */
    public static List<String> cancelled(CascadeRecord record) {
        List<String> lines = new ArrayList<>();
        lines.add("cancelled: the " + Words.verb(record.type()) + " of " + record.resourceId() + ", "
                + record.completedSteps() + " of " + Words.steps(record.totalSteps()) + " done");
        Optional.ofNullable(record.errorMessage())
                .filter(message -> !message.equals("cancelled"))
                .ifPresent(message -> lines.add("  " + message));
        still(record).ifPresent(lines::add);
        return lines;
    }

    private static String headline(CascadeRecord record) {
        String verb = Words.verb(record.type());
        String code = " (" + record.errorCode() + ")";
        Integer number = record.failedStep();
        if (number == null || number < 1 || number > record.steps().size()) {
            return record.resourceId() + " did not " + verb + code;
        }
        StepRecord step = record.steps().get(number - 1);
        return record.resourceId() + " did not " + verb + ": " + step.name() + " failed at step " + number + " of "
                + record.totalSteps() + code;
    }

    private static Optional<String> still(CascadeRecord record) {
        List<String> done = record.steps().stream()
                .filter(step -> step.state() == StepState.DONE)
                .map(StepRecord::name)
                .toList();
        String state = record.type() == Action.START ? "  started and left up: " : "  stopped before that: ";
        return done.isEmpty() ? Optional.empty() : Optional.of(state + String.join(", ", done));
    }
}
