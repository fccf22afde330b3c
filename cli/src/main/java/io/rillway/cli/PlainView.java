// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** A line for every change, for pipes and files. */
final class PlainView implements ProgressView {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final PrintWriter out;
    private final ZoneId zone;

    PlainView(PrintWriter out, ZoneId zone) {
        this.out = out;
        this.zone = zone;
    }

    @Override
    public void show(Progress progress, Progress.Step changed, Instant now) {
        String took = changed.isOver() ? " (" + Progress.seconds(changed.took()) + ")" : "";
        out.println(TIME.withZone(zone).format(now) + " [" + changed.number() + "/" + progress.total() + "] "
                + changed.name() + " " + changed.status() + took);
        out.flush();
    }
}
