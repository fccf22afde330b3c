// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.testing;

import io.rillway.cascade.connector.ConnectorException;
import io.rillway.cascade.connector.ConnectorSource;
import io.rillway.cascade.connector.ConnectorStatus;
import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.connector.RestartPolicy;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.probe.Probe;
import io.rillway.cascade.probe.ProbeOptions;
import io.rillway.cascade.probe.ProbeResult;
import io.rillway.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** A resource that follows a script, and writes into a shared log what is done to it. */
public final class Script implements ResourceConnector {

    private final String id;
    private final ManualClock clock;
    private final Consumer<String> log;
    private ConnectorStatus state = ConnectorStatus.STOPPED;
    private Optional<Instant> healthyAt = Optional.empty();
    private Optional<Instant> exitsAt = Optional.empty();
    private Duration startTakes = Duration.ZERO;
    private Optional<Duration> exitAfter = Optional.empty();
    private int exitCode;
    private Runnable onStart = () -> {};
    private Runnable onStop = () -> {};
    private Runnable onProbe = () -> {};
    private boolean child;
    private boolean canStart = true;
    private boolean canStop = true;
    private boolean blind;
    private boolean lame;
    private boolean deaf;
    private boolean startsDeaf;
    private RestartPolicy restart = RestartPolicy.NEVER;
    private Runnable whenStopped = () -> {};
    private List<String> output = List.of();
    private final List<String> calls = new ArrayList<>();

    public Script(String id, ManualClock clock, Consumer<String> log) {
        this.id = id;
        this.clock = clock;
        this.log = log;
    }

    public ConnectorSource source() {
        return site -> this;
    }

    public Probe probe() {
        return timeout -> {
            onProbe.run();
            refresh();
            boolean healthy =
                    healthyAt.filter(at -> !clock.instant().isBefore(at)).isPresent();
            return healthy ? ProbeResult.healthy("200") : ProbeResult.unhealthy("connection refused");
        };
    }

    /** The resource with connector and probe. */
    public Resource.Builder resource() {
        return Resource.named(id).connector(source()).probe(probe());
    }

    public Resource.Builder resource(ProbeOptions options) {
        return Resource.named(id).connector(source()).probe(probe(), options);
    }

    public Script up() {
        state = ConnectorStatus.RUNNING;
        healthyAt = Optional.of(clock.instant());
        return this;
    }

    /** It dies on its own. */
    public Script dies(int code) {
        state = ConnectorStatus.exited(code);
        healthyAt = Optional.empty();
        return this;
    }

    /** It runs, and is not healthy any more. */
    public Script sickens() {
        healthyAt = Optional.empty();
        return this;
    }

    public Script startTakes(Duration time) {
        startTakes = time;
        return this;
    }

    public Script neverHealthy() {
        return startTakes(Duration.ofDays(365));
    }

    /** It ends so long after its start. */
    public Script exitsAfter(Duration time, int code) {
        exitAfter = Optional.of(time);
        exitCode = code;
        return this;
    }

    public Script failsToStart(String code) {
        onStart = () -> {
            throw new ConnectorException(code, "refused", "script", Map.of(), null);
        };
        return this;
    }

    public Script failsToStop(String code) {
        onStop = () -> {
            throw new ConnectorException(code, "refused", "script", Map.of(), null);
        };
        return this;
    }

    public Script hangsInStart(boolean heedsInterruption) {
        onStart = () -> {
            throw new ManualWorkers.Hang(heedsInterruption);
        };
        return this;
    }

    public Script hangsInStop(boolean heedsInterruption) {
        onStop = () -> {
            throw new ManualWorkers.Hang(heedsInterruption);
        };
        return this;
    }

    public Script hangsInProbe() {
        onProbe = () -> {
            throw new ManualWorkers.Hang(false);
        };
        return this;
    }

    public Script throwsInStart(RuntimeException trouble) {
        onStart = () -> {
            throw trouble;
        };
        return this;
    }

    public Script recovers() {
        onStart = () -> {};
        onStop = () -> {};
        onProbe = () -> {};
        return this;
    }

    public Script asChild() {
        child = true;
        return this;
    }

    public Script without(boolean start, boolean stop) {
        canStart = start;
        canStop = stop;
        return this;
    }

    public Script restarts(RestartPolicy policy) {
        restart = policy;
        return this;
    }

    @Override
    public RestartPolicy restartPolicy() {
        return restart;
    }

    /** Its connector cannot tell whether it runs. */
    public Script blind() {
        blind = true;
        return this;
    }

    /** From now on nobody can find out whether it runs, or can again. */
    public Script deaf(boolean now) {
        deaf = now;
        return this;
    }

    /** Nobody can find out whether it runs once it was started. */
    public Script startsDeaf() {
        startsDeaf = true;
        return this;
    }

    /** Its connector only asks it to stop, which it never does by itself. */
    public Script lame() {
        lame = true;
        return this;
    }

    /** Something happens elsewhere when it stops. */
    public Script onStopped(Runnable meanwhile) {
        whenStopped = meanwhile;
        return this;
    }

    public Script writes(String... lines) {
        output = List.of(lines);
        return this;
    }

    public List<String> calls() {
        return calls;
    }

    public boolean isRunning() {
        refresh();
        return state.state() == ConnectorStatus.State.RUNNING;
    }

    public boolean isHealthy() {
        refresh();
        return healthyAt.filter(at -> !clock.instant().isBefore(at)).isPresent();
    }

    private void call(String what) {
        calls.add(what);
        log.accept(what + " " + id);
    }

    private void refresh() {
        if (exitsAt.filter(at -> !clock.instant().isBefore(at)).isPresent()) {
            exitsAt = Optional.empty();
            dies(exitCode);
        }
    }

    @Override
    public void start() {
        call("start");
        onStart.run();
        deaf |= startsDeaf;
        state = ConnectorStatus.RUNNING;
        healthyAt = Optional.of(clock.instant().plus(startTakes));
        exitsAt = exitAfter.map(clock.instant()::plus);
    }

    @Override
    public void stop() {
        call("stop");
        onStop.run();
        if (lame) {
            return;
        }
        state = ConnectorStatus.STOPPED;
        healthyAt = Optional.empty();
        exitsAt = Optional.empty();
        whenStopped.run();
    }

    @Override
    public void kill() {
        call("kill");
        dies(137);
    }

    @Override
    public ConnectorStatus status() {
        refresh();
        if (deaf) {
            throw new ConnectorException(
                    ConnectorException.HOST_UNREACHABLE, "no route to it", "script", Map.of(), null);
        }
        return blind ? new ConnectorStatus(ConnectorStatus.State.UNKNOWN, OptionalInt.empty()) : state;
    }

    @Override
    public boolean canStart() {
        return canStart;
    }

    @Override
    public boolean canStop() {
        return canStop;
    }

    @Override
    public boolean isChild() {
        return child;
    }

    @Override
    public List<String> lastOutput(int lines) {
        return output;
    }

    @Override
    public void close() {
        call("close");
    }
}
