// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.connector.ConnectorException;
import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.journal.JournalException;
import io.rillway.cascade.loop.Alarm;
import io.rillway.cascade.loop.Answer;
import io.rillway.cascade.loop.Workers;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.HealthCheck;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.watch.Sight;
import io.rillway.cascade.watch.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One action on one unit, shared by all cascades that want it: check, call the connector, poll until the goal is reached.
 * Of the coordinator alone.
 *
 * <p>The limit covers the call and every look. When it is over, a call that hangs is interrupted and left to itself; the
 * unit's hands stay bound until it has really returned.
 */
abstract class Act {

    private enum Phase {
        CHECKING,
        WAITING,
        RECORDING,
        CALLING,
        POLLING,
        FAILING,
        OVER
    }

    private final Tools tools;
    private final Acts acts;
    private final Unit unit;
    private final ActTimes times;
    private final List<Waiter> waiters = new ArrayList<>();
    private final Runnable go = this::go;
    private final Poller poller;
    private Phase phase = Phase.CHECKING;
    private Alarm deadline = Alarm.NONE;
    private Workers.Call call = () -> {};

    Act(Tools tools, Acts acts, Wish wish, ActTimes times) {
        this.tools = tools;
        this.acts = acts;
        this.unit = wish.unit();
        this.times = times;
        this.poller = new Poller(tools, unit, times.pollInterval(), this::seen);
        waiters.add(wish.waiter());
    }

    /** Start or stop. */
    abstract Action action();

    /** What the unit is while this goes on. */
    abstract ResourceStatus underWay();

    /** The order to the connector; blocks. */
    abstract void order(ResourceConnector connector) throws InterruptedException;

    /** The order was taken. */
    abstract void taken();

    /** A look came back; answers with a step towards the end, or polls again. */
    abstract void seen(Sight sight);

    /** Whether a look is to ask the probe too. */
    abstract boolean isProbing();

    /** Whether the unit had been started when this failed. */
    abstract boolean hasStarted();

    /** What was hoped for, for a message. */
    abstract String goal();

    Unit unit() {
        return unit;
    }

    Tools tools() {
        return tools;
    }

    List<Waiter> waiters() {
        return waiters;
    }

    void begin(Wish.Check check) {
        unit.hands().busy(true);
        check.run(this::checked);
    }

    private void checked(Optional<ActResult> instead) {
        if (phase != Phase.CHECKING) {
            return;
        }
        if (instead.isPresent()) {
            finish(instead.get());
            return;
        }
        phase = Phase.WAITING;
        deadline = tools.loop().after(times.limit(), this::timeOut);
        if (unit.hands().areCalling()) {
            unit.hands().whenFree(go);
        } else {
            go();
        }
    }

    /** The intention is durable before the connector is called. */
    private void go() {
        phase = Phase.RECORDING;
        boolean recorded = waiters.stream().anyMatch(Waiter::isRecorded);
        List.copyOf(waiters).forEach(Waiter::begun);
        if (recorded) {
            tools.pen().whenWritten(this::callNow, this::notWritten);
        } else {
            callNow();
        }
    }

    private void notWritten(JournalException trouble) {
        if (phase == Phase.RECORDING) {
            giveUp("nothing was done, because the journal cannot be written: " + trouble.getMessage());
        }
    }

    /** Nothing was ordered, so that the unit is as it was. */
    private void giveUp(String why) {
        String text = Texts.failure(unit.resource(), why, List.of());
        CascadeError error =
                new CascadeError(CascadeError.JOURNAL_UNAVAILABLE, text, Optional.of(unit.id()), List.of());
        finish(new ActResult.Failed(error, hasStarted()));
    }

    private void callNow() {
        if (phase != Phase.RECORDING) {
            return;
        }
        phase = Phase.CALLING;
        tools.board().begin(unit, underWay());
        ResourceConnector connector = unit.connector().orElseThrow();
        unit.hands().call();
        call = tools.workers()
                .call(
                        () -> {
                            order(connector);
                            return true;
                        },
                        this::returned);
    }

    private void returned(Answer<Boolean> answer) {
        boolean late = phase == Phase.OVER;
        unit.hands().returned();
        if (late) {
            tools.watch().changed(unit);
        } else if (phase == Phase.CALLING) {
            answer.threw().ifPresentOrElse(this::refused, this::accepted);
        }
    }

    private void refused(Exception trouble) {
        if (trouble instanceof ConnectorException known) {
            fail(known.code(), String.valueOf(known.getMessage()));
        } else {
            fail(CascadeError.UNKNOWN_ERROR, trouble.toString());
        }
    }

    private void accepted() {
        phase = Phase.POLLING;
        taken();
        poll();
    }

    /** Looks now, if looks decide. */
    final void poll() {
        if (phase == Phase.POLLING) {
            poller.now(isProbing());
        }
    }

    /** Looks again after a while. */
    final void pollLater() {
        poller.later(this::poll);
    }

    private void timeOut() {
        String seconds = Texts.seconds(times.limit());
        switch (phase) {
            case RECORDING -> giveUp("the journal was not written within " + seconds);
            case WAITING -> fail(CascadeError.TIMEOUT, "an earlier call has not returned within " + seconds);
            case CALLING -> fail(CascadeError.TIMEOUT, "the connector did not return within " + seconds);
            default -> fail(CascadeError.TIMEOUT, "not " + goal() + " within " + seconds + ": " + poller.lastSeen());
        }
    }

    /** Fails once the last output is known. */
    final void fail(String code, String message) {
        if (phase == Phase.FAILING || phase == Phase.OVER) {
            return;
        }
        phase = Phase.FAILING;
        release();
        LastOutput.of(unit, tools, output -> {
            if (phase == Phase.FAILING) {
                String text = Texts.failure(unit.resource(), message, output);
                CascadeError error = new CascadeError(code, text, Optional.of(unit.id()), output);
                tools.board().fail(unit);
                finish(new ActResult.Failed(error, hasStarted()));
            }
        });
    }

    /** Ends well, in this status. */
    final void succeed(ResourceStatus now) {
        tools.board().settle(unit, now);
        finish(new ActResult.Done());
    }

    private void finish(ActResult result) {
        phase = Phase.OVER;
        release();
        unit.hands().busy(false);
        List<Waiter> told = List.copyOf(waiters);
        told.forEach(waiter -> waiter.ended(result));
        tools.board().tell(unit);
        acts.ended(this);
        told.forEach(Waiter::proceed);
        if (!(result instanceof ActResult.Done)) {
            tools.watch().changed(unit);
        }
    }

    private void release() {
        deadline.cancel();
        poller.end();
        unit.hands().withdraw(go);
        call.interrupt();
    }

    /** Another step waits too. */
    void join(Waiter waiter) {
        waiters.add(waiter);
        if (phase == Phase.RECORDING || phase == Phase.CALLING || phase == Phase.POLLING || phase == Phase.FAILING) {
            waiter.begun();
        }
    }

    /** A step does not wait any more; the last one takes the action with it, else it is handed over to the others. */
    void leave(Waiter waiter) {
        waiters.remove(waiter);
        if (!waiters.isEmpty() || phase == Phase.OVER) {
            return;
        }
        boolean touched = phase != Phase.CHECKING && phase != Phase.WAITING && phase != Phase.RECORDING;
        phase = Phase.OVER;
        release();
        unit.hands().busy(false);
        if (touched) {
            tools.board().forget(unit);
        }
        tools.board().tell(unit);
        acts.ended(this);
        tools.watch().changed(unit);
    }

    /** How long an action may take, and how often it polls. */
    record ActTimes(Duration limit, Duration pollInterval) {

        static ActTimes of(Unit unit, Action action, RunOptions options) {
            Optional<Duration> own = action == Action.START
                    ? unit.resource().limits().start()
                    : unit.resource().limits().stop();
            Duration interval = unit.resource()
                    .health()
                    .map(HealthCheck::options)
                    .map(probe -> probe.interval())
                    .orElse(options.pollInterval());
            return new ActTimes(own.orElse(options.stepTimeout()), interval);
        }
    }
}
