// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.connector.ConnectorException;
import io.rillway.cascade.connector.ConnectorStatus;
import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.loop.Alarm;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.probe.ProbeOptions;
import io.rillway.cascade.watch.Sight;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** A start: until the resource is online, or, of a job, until it has ended with 0. */
final class StartAct extends Act {

    private final boolean job;
    private final ProbeOptions probe;
    private Alarm firstProbe = Alarm.NONE;
    private boolean probing;
    private boolean seenRunning;
    private int successes;

    StartAct(Tools tools, Acts acts, Wish wish, ActTimes times) {
        super(tools, acts, wish, times);
        job = tools.units().graph().topology().isJob(wish.unit().number());
        probe = wish.unit().thresholds();
    }

    @Override
    Action action() {
        return Action.START;
    }

    @Override
    ResourceStatus underWay() {
        return ResourceStatus.STARTING;
    }

    @Override
    String goal() {
        return job ? "completed" : "online";
    }

    @Override
    boolean isProbing() {
        return probing;
    }

    @Override
    boolean hasStarted() {
        return audience().knowsStarted();
    }

    @Override
    public void order(ResourceConnector connector) throws InterruptedException {
        if (!connector.canStart()) {
            throw new ConnectorException(
                    CascadeError.NO_START_CAPABILITY, "its connector cannot start it", "engine", Map.of(), null);
        }
        if (connector.status().state() != ConnectorStatus.State.RUNNING) {
            connector.start();
        }
    }

    @Override
    void taken() {
        seenRunning = false;
        successes = 0;
        unit().hands().started(tools().units().nextMoment());
        Duration delay = probe.initialDelay();
        probing = delay.isZero();
        firstProbe.cancel();
        if (!probing) {
            firstProbe = tools().loop().after(delay, this::probeFromNow);
        }
        audience().started();
    }

    private void probeFromNow() {
        probing = true;
        poll();
    }

    @Override
    public void seen(Sight sight) {
        if (job) {
            seenJob(sight);
            return;
        }
        switch (sight.verdict()) {
            case HEALTHY -> seenHealthy();
            case BLANK -> succeed(ResourceStatus.ONLINE);
            case DOWN -> seenDown(sight);
            default -> {
                seenRunning |= sight.verdict() == Sight.Verdict.SICK;
                successes = 0;
                pollLater();
            }
        }
    }

    private void seenHealthy() {
        if (unit().check().isEmpty() || ++successes >= probe.successThreshold()) {
            succeed(ResourceStatus.ONLINE);
        } else {
            pollLater();
        }
    }

    /** A platform that takes its time may say for a while that a resource is down which has not come up yet. */
    private void seenDown(Sight sight) {
        if (seenRunning || unit().isChild() || sight.platform().exitCode().isPresent()) {
            exited(sight);
        } else {
            pollLater();
        }
    }

    private void seenJob(Sight sight) {
        if (sight.verdict() != Sight.Verdict.DOWN) {
            seenRunning |= sight.isOfSomething();
            pollLater();
            return;
        }
        OptionalInt exit = sight.platform().exitCode();
        if (exit.isPresent() && exit.getAsInt() == 0) {
            unit().hands().completed(tools().units().nextMoment());
            succeed(ResourceStatus.OFFLINE);
        } else {
            seenDown(sight);
        }
    }

    private void exited(Sight sight) {
        fail(CascadeError.PROCESS_EXITED, sight.reason() + " before it was " + goal());
    }
}
