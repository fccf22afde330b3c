// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeRecord.StepRecord;
import io.rillway.cascade.model.StepState;
import io.rillway.cli.shell.Shell;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A line for every change, for pipes and files; the times are the server's. */
public final class PlainView implements CascadeView {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    /** What a step has been told of: that it began, how it ended. */
    private static final Map<StepState, Set<StepState>> TOLD = new EnumMap<>(Map.of(
            StepState.RUNNING, EnumSet.of(StepState.RUNNING),
            StepState.DONE, EnumSet.of(StepState.RUNNING, StepState.DONE),
            StepState.FAILED, EnumSet.of(StepState.RUNNING, StepState.FAILED)));

    private record Line(Instant at, int step, String text) {}

    private final Shell shell;
    private final Map<Integer, StepState> shown = new HashMap<>();

    /** A view on a shell's output. */
    public PlainView(Shell shell) {
        this.shell = shell;
    }

    @Override
    public void show(CascadeRecord record) {
        record.steps().stream()
                .flatMap(step -> changes(record, step))
                .sorted(Comparator.comparing(Line::at).thenComparing(Line::step))
                .map(line -> TIME.format(line.at().atZone(shell.zone())) + " [" + line.step() + "/"
                        + record.totalSteps() + "] " + line.text())
                .forEach(shell.out()::println);
        shell.out().flush();
    }

    /** The lines that a step needs since it was last shown: none, one or two. */
    private Stream<Line> changes(CascadeRecord record, StepRecord step) {
        Set<StepState> before = told(Optional.ofNullable(shown.put(step.step(), step.state())));
        return Stream.of(StepState.RUNNING, step.state())
                .distinct()
                .filter(state -> told(Optional.of(step.state())).contains(state) && !before.contains(state))
                .map(state -> line(record, step, state));
    }

    private static Set<StepState> told(Optional<StepState> state) {
        return state.map(s -> TOLD.getOrDefault(s, s == StepState.PENDING ? Set.of() : Set.of(s)))
                .orElse(Set.of());
    }

    private static Line line(CascadeRecord record, StepRecord step, StepState state) {
        Instant began = Optional.ofNullable(step.startedAt()).orElse(record.startedAt());
        Instant ended = Optional.ofNullable(step.completedAt()).orElse(began);
        String what = switch (state) {
            case RUNNING -> Words.doing(record.type());
            case DONE -> Words.done(record.type()) + " (" + Words.time(Duration.between(began, ended)) + ")";
            case FAILED -> "failed (" + Words.time(Duration.between(began, ended)) + ")";
            case SKIPPED -> "left alone: " + step.reason();
            default -> "not begun: " + step.reason();
        };
        return new Line(state == StepState.RUNNING ? began : ended, step.step(), step.name() + " " + what);
    }

    @Override
    public void tick() {}

    @Override
    public void trouble(String line) {
        shell.warn(line);
    }
}
