// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import java.io.PrintWriter;
import java.time.Instant;

/** One line for each step and a bar for the whole, drawn anew in place, for a terminal. */
final class LiveView implements ProgressView {

    private static final int NAME_WIDTH = 24;
    private static final int MOST_BAR = 40;
    private static final String ESCAPE = "\u001b[";

    private final PrintWriter out;
    private final int width;
    private final boolean colours;
    private int drawn;

    LiveView(PrintWriter out, int width, boolean colours) {
        this.out = out;
        this.width = width;
        this.colours = colours;
    }

    @Override
    public void show(Progress progress, Progress.Step changed, Instant now) {
        StringBuilder picture = new StringBuilder();
        if (drawn > 0) {
            picture.append(ESCAPE).append(drawn).append('A');
        }
        drawn = 0;
        for (Progress.Step step : progress.steps()) {
            line(picture, stepLine(step));
        }
        line(picture, bar(progress));
        out.print(picture);
        out.flush();
    }

    private void line(StringBuilder picture, String text) {
        picture.append(text).append(ESCAPE).append("K\n");
        drawn++;
    }

    private String stepLine(Progress.Step step) {
        String name = step.name().length() > NAME_WIDTH ? step.name().substring(0, NAME_WIDTH) : step.name();
        String padded = name + " ".repeat(NAME_WIDTH - name.length());
        String time = step.isOver() ? Progress.seconds(step.took()) : "";
        String glyph = step.isOver() ? colour("32", "\u2714") : colour("33", "\u2026");
        return glyph + " " + padded + " " + step.status()
                + " ".repeat(Math.max(1, 10 - step.status().length())) + time;
    }

    private String bar(Progress progress) {
        String count = " " + progress.completed() + "/" + progress.total();
        int length = Math.max(1, Math.min(MOST_BAR, width - count.length() - 1));
        int full = progress.total() == 0 ? 0 : length * progress.completed() / progress.total();
        return colour("32", "\u2588".repeat(full)) + "\u2591".repeat(length - full) + count;
    }

    private String colour(String code, String text) {
        return colours ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
    }
}
