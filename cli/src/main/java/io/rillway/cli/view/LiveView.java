// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeRecord.StepRecord;
import io.rillway.cascade.model.StepState;
import io.rillway.cli.shell.Paint;
import io.rillway.cli.shell.Shell;
import io.rillway.cli.view.Picture.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Draws the picture of a cascade in place, for a terminal. Times that run are counted here, whatever the server's clock. */
public final class LiveView implements CascadeView {

    private static final String ESCAPE = "\u001b[";

    private final Shell shell;
    private final InstantSource clock;
    private final Instant began;
    private final Map<Integer, Instant> seen = new HashMap<>();
    private @Nullable CascadeRecord latest;
    private Optional<Long> estimate = Optional.empty();
    private Instant estimatedAt;
    private Optional<String> trouble = Optional.empty();
    private int drawn;
    private int frame;

    /** A view on a shell's terminal. */
    public LiveView(Shell shell, InstantSource clock) {
        this.shell = shell;
        this.clock = clock;
        this.began = clock.instant();
        this.estimatedAt = began;
    }

    @Override
    public void show(CascadeRecord record) {
        latest = record;
        trouble = Optional.empty();
        estimated(Optional.ofNullable(record.remainingMillis()));
        for (StepRecord step : record.steps()) {
            if (step.state() == StepState.RUNNING) {
                seen.putIfAbsent(step.step(), clock.instant());
            }
        }
        draw(record);
    }

    /** A guess counts from when it was first heard; a record that is asked for again repeats it. */
    private void estimated(Optional<Long> millis) {
        if (!millis.equals(estimate)) {
            estimate = millis;
            estimatedAt = clock.instant();
        }
    }

    @Override
    public void tick() {
        frame++;
        if (latest != null) {
            draw(latest);
        }
    }

    @Override
    public void trouble(String line) {
        trouble = Optional.of(line);
        tick();
    }

    @Override
    public Duration pace() {
        return Duration.ofMillis(100);
    }

    private void draw(CascadeRecord record) {
        if (record.steps().isEmpty()) {
            return;
        }
        List<String> lines =
                new ArrayList<>(new Picture(shell.screen(), record, times(clock.instant()), frame).lines());
        trouble.ifPresent(line -> lines.add(shell.screen().paint(Paint.BAD, " " + fit(line))));
        StringBuilder picture = new StringBuilder();
        if (drawn > 0) {
            picture.append('\r').append(ESCAPE).append(drawn).append('A'); // a key may have left its echo
        }
        lines.forEach(line -> picture.append(line).append(ESCAPE).append("K\n"));
        picture.append(ESCAPE).append('J');
        drawn = lines.size();
        shell.out().print(picture);
        shell.out().flush();
    }

    private String fit(String line) {
        int most = shell.screen().columns() - 2;
        return line.length() <= most ? line : line.substring(0, most);
    }

    private Times times(Instant now) {
        Map<Integer, Duration> running = new HashMap<>();
        seen.forEach((step, since) -> running.put(step, Duration.between(since, now)));
        Optional<Duration> left = estimate.map(Duration::ofMillis)
                .map(more -> more.minus(Duration.between(estimatedAt, now)))
                .filter(more -> !more.isNegative());
        return new Times(running, Duration.between(began, now), left);
    }
}
