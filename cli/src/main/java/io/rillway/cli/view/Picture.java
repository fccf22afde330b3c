// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeRecord.StepRecord;
import io.rillway.cascade.model.StepState;
import io.rillway.cli.shell.Paint;
import io.rillway.cli.shell.Screen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cascade as a picture for a terminal: a line for each step, and a bar for the whole. Fits the screen: of many steps it
 * shows those that matter now.
 *
 * @param screen what it has to fit
 * @param record the cascade
 * @param times how long things take
 * @param frame counts the pictures, for what moves
 */
record Picture(Screen screen, CascadeRecord record, Times times, int frame) {

    /**
     * How long things take, by the clock of who looks on.
     *
     * @param running how long each step that runs has been running, by its number
     * @param whole how long the cascade has been running
     * @param left how much longer it may take, if anybody knows
     */
    record Times(Map<Integer, Duration> running, Duration whole, Optional<Duration> left) {}

    private static final int MOST_NAME = 32;
    private static final int MOST_BAR = 40;
    private static final int LEAST_BAR = 10;
    private static final int ROWS_BESIDE_STEPS = 4;
    private static final String SPINNER = "\u280b\u2819\u2839\u2838\u283c\u2834\u2826\u2827\u2807\u280f";
    private static final String PLAIN_SPINNER = "-\\|/";

    List<String> lines() {
        List<StepRecord> shown = shown();
        int width = shown.stream()
                .mapToInt(step -> Math.min(MOST_NAME, step.name().length()))
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        shown.forEach(step -> lines.add(line(step, width)));
        int hidden = record.steps().size() - shown.size();
        if (hidden > 0) {
            lines.add(screen.paint(Paint.FAINT, fit("  and " + hidden + " more")));
        }
        lines.add(bar());
        return lines;
    }

    private List<StepRecord> shown() {
        int most = Math.max(1, screen.rows() - ROWS_BESIDE_STEPS);
        return record.steps().stream()
                .sorted(Comparator.comparingInt(Picture::rank).thenComparingInt(Picture::nearness))
                .limit(most)
                .sorted(Comparator.comparingInt(StepRecord::step))
                .toList();
    }

    private static int rank(StepRecord step) {
        return switch (step.state()) {
            case FAILED -> 0;
            case RUNNING -> 1;
            case DONE -> 2;
            case PENDING -> 3;
            case SKIPPED, ABANDONED, ROLLED_BACK -> 4;
        };
    }

    /** Of what is done the latest comes first, of what waits the next. */
    private static int nearness(StepRecord step) {
        return step.state() == StepState.DONE ? -step.step() : step.step();
    }

    private String line(StepRecord step, int width) {
        String name = cut(step.name(), MOST_NAME);
        String text = name + " ".repeat(width - name.length()) + "  " + describe(step);
        Paint paint = paint(step.state());
        String glyph = screen.paint(paint, glyph(step.state()));
        boolean faint = step.state() == StepState.PENDING || step.state() == StepState.ABANDONED;
        String fitting = cut(text, screen.columns() - 4);
        return " " + glyph + " " + (faint ? screen.paint(Paint.FAINT, fitting) : fitting);
    }

    private String describe(StepRecord step) {
        String time =
                time(step).map(took -> String.format("%10s", Words.time(took))).orElse("");
        return switch (step.state()) {
            case PENDING -> "waiting";
            case RUNNING -> Words.doing(record.type()) + time;
            case DONE -> String.format("%-8s", Words.done(record.type())) + time;
            case FAILED -> "failed  " + time;
            case SKIPPED -> "left alone: " + step.reason();
            case ABANDONED -> "not begun: " + step.reason();
            case ROLLED_BACK -> "undone";
        };
    }

    private Optional<Duration> time(StepRecord step) {
        if (step.state() == StepState.RUNNING) {
            return Optional.ofNullable(times.running().get(step.step()));
        }
        Instant began = step.startedAt();
        Instant ended = step.completedAt();
        return began == null || ended == null ? Optional.empty() : Optional.of(Duration.between(began, ended));
    }

    private static Paint paint(StepState state) {
        return switch (state) {
            case DONE -> Paint.GOOD;
            case RUNNING -> Paint.BUSY;
            case FAILED -> Paint.BAD;
            default -> Paint.FAINT;
        };
    }

    private String glyph(StepState state) {
        return switch (state) {
            case DONE -> screen.glyph("\u2714", "+");
            case FAILED -> screen.glyph("\u2718", "x");
            case RUNNING -> {
                String spinner = screen.glyph(SPINNER, PLAIN_SPINNER);
                int at = Math.floorMod(frame, spinner.length());
                yield spinner.substring(at, at + 1);
            }
            default -> screen.glyph("\u00b7", ".");
        };
    }

    private String bar() {
        int total = record.totalSteps();
        String time = "  " + record.completedSteps() + "/" + total + "  " + Words.time(times.whole());
        String left = times.left()
                .map(more -> ", about " + Words.about(more) + " left")
                .orElse("");
        String count = room(time + left) < LEAST_BAR ? time : time + left;
        int length = Math.max(1, Math.min(MOST_BAR, room(count)));
        int full = total == 0 ? 0 : length * Math.min(record.completedSteps(), total) / total;
        String done = screen.paint(Paint.GOOD, screen.glyph("\u2588", "#").repeat(full));
        String open = screen.paint(Paint.FAINT, screen.glyph("\u2591", "-").repeat(length - full));
        return " " + done + open + count;
    }

    /** How long a bar beside a text can be. */
    private int room(String text) {
        return screen.columns() - text.length() - 2;
    }

    private String fit(String text) {
        return cut(text, screen.columns() - 1);
    }

    private String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        String end = screen.glyph("\u2026", "~");
        return text.substring(0, most - 1) + end;
    }
}
