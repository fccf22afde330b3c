// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.connector.ConnectorException;
import io.rillway.cascade.journal.JournalException;
import io.rillway.cascade.loop.Answer;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.model.HealthCheck;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.model.Retry;
import io.rillway.cascade.model.TimeLimits;
import io.rillway.cascade.watch.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One action on one unit, shared by all cascades that want it: check, then try, and try again as often as its resource says.
 * A try calls the connector and polls until the goal is reached. Of the coordinator alone.
 *
 * <p>The limit covers the call and every look of a try. When it is over, a call that hangs is interrupted and left to itself;
 * the unit's hands stay bound until it has really returned.
 */
abstract class Act implements Hold.Holder, Poller.Watcher, Wish.Checked {

    private static final Set<String> FINAL = Set.of(CascadeError.NO_START_CAPABILITY, CascadeError.NO_STOP_CAPABILITY);

    private enum Phase {
        CHECKING,
        WAITING,
        RECORDING,
        CALLING,
        POLLING,
        FAILING,
        RESTING,
        OVER
    }

    private final Hold hold;
    private final Berth berth;
    private final Acts acts;
    private final Audience audience = new Audience();
    private final Wish.Check check;
    private ActTimes times;
    private Poller poller;
    private Phase phase = Phase.CHECKING;
    private int attempt = 1;

    Act(Tools tools, Acts acts, Wish wish, ActTimes times) {
        this.hold = new Hold(tools, wish.unit(), this);
        this.berth = wish.berth();
        this.acts = acts;
        this.check = wish.check();
        this.times = times;
        this.poller = newPoller();
        audience.join(wish.waiter());
    }

    private Poller newPoller() {
        return new Poller(tools(), unit(), times.pollInterval(), this);
    }

    /** Start or stop. */
    abstract Action action();

    /** What the unit is while this goes on. */
    abstract ResourceStatus underWay();

    /** The order was taken. */
    abstract void taken();

    /** Whether a look is to ask the probe too. */
    abstract boolean isProbing();

    /** Whether the unit had been started when this failed. */
    abstract boolean hasStarted();

    /** What was hoped for, for a message. */
    abstract String goal();

    final Unit unit() {
        return hold.unit();
    }

    final Berth berth() {
        return berth;
    }

    final Tools tools() {
        return hold.tools();
    }

    final Audience audience() {
        return audience;
    }

    void begin() {
        hold.take();
        check();
    }

    /** Before each try: what was needed may not be any more, and what is needed may have been lost. */
    private void check() {
        phase = Phase.CHECKING;
        check.run(unit(), this);
    }

    @Override
    public void checked(Optional<ActResult> instead) {
        if (phase != Phase.CHECKING) {
            return;
        }
        if (instead.isPresent()) {
            finish(instead.get());
            return;
        }
        attempt();
    }

    private void attempt() {
        phase = Phase.WAITING;
        hold.within(times.limit());
        hold.whenFree();
    }

    /** The intention is durable before the connector is called. */
    @Override
    public void free() {
        phase = Phase.RECORDING;
        audience.begun();
        if (audience.isRecorded() && !tools().pen().isWritten()) {
            tools().pen().whenWritten(this::call, this::notWritten);
        } else {
            call();
        }
    }

    private void notWritten(JournalException trouble) {
        if (phase == Phase.RECORDING) {
            giveUp("nothing was done, because the journal cannot be written: " + trouble.getMessage());
        }
    }

    /** Nothing was ordered at this try, so that the unit is as it was. */
    private void giveUp(String why) {
        String text = Texts.failure(unit().resource(), why, List.of());
        CascadeError error =
                new CascadeError(CascadeError.JOURNAL_UNAVAILABLE, text, Optional.of(unit().id()), List.of());
        finish(new ActResult.Failed(error, hasStarted()));
    }

    private void call() {
        if (phase != Phase.RECORDING) {
            return;
        }
        phase = Phase.CALLING;
        tools().board().begin(unit(), underWay());
        hold.order(action());
    }

    @Override
    public void returned(Answer<Boolean> answer) {
        boolean awaited = phase == Phase.CALLING;
        unit().hands().returned();
        Exception trouble = answer.trouble();
        if (!awaited) {
            tools().watch().changed(unit());
        } else if (trouble == null) {
            accepted();
        } else {
            refused(trouble);
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

    @Override
    public void timeOut() {
        String seconds = Texts.seconds(times.limit());
        switch (phase) {
            case RECORDING -> giveUp("the journal was not written within " + seconds);
            case WAITING -> fail(CascadeError.TIMEOUT, "an earlier call has not returned within " + seconds);
            case CALLING -> fail(CascadeError.TIMEOUT, "the connector did not return within " + seconds);
            default -> fail(CascadeError.TIMEOUT, "not " + goal() + " within " + seconds + ": " + poller.lastSeen());
        }
    }

    /** The try fails once the last output is known. */
    final void fail(String code, String message) {
        if (phase == Phase.FAILING || phase == Phase.RESTING || phase == Phase.OVER) {
            return;
        }
        phase = Phase.FAILING;
        hold.loosen();
        poller.end();
        int failing = attempt;
        LastOutput.of(unit(), tools(), output -> {
            if (phase == Phase.FAILING && attempt == failing) {
                String text = Texts.failure(unit().resource(), message, output);
                failed(new CascadeError(code, text, Optional.of(unit().id()), output));
            }
        });
    }

    private void failed(CascadeError error) {
        Retry retry = times.retry();
        if (!retry.hasNext() || FINAL.contains(error.code())) {
            tools().board().fail(unit());
            finish(new ActResult.Failed(error, hasStarted()));
            return;
        }
        phase = Phase.RESTING;
        attempt++;
        times = times.with(retry.next());
        poller = newPoller();
        audience.retrying(attempt, error);
        hold.after(retry.delay(), this::check);
    }

    /** Ends well, in this status. */
    final void succeed(ResourceStatus now) {
        tools().board().settle(unit(), now);
        acts.durations().took(unit(), action(), hold.millis());
        finish(ActResult.Done.DONE);
    }

    private void finish(ActResult result) {
        phase = Phase.OVER;
        poller.end();
        hold.end();
        List<Waiter> told = audience.everybody();
        for (int i = 0; i < told.size(); i++) {
            told.get(i).ended(result);
        }
        tools().board().tell(unit());
        acts.ended(this);
        for (int i = 0; i < told.size(); i++) {
            told.get(i).proceed();
        }
        if (!(result instanceof ActResult.Done)) {
            tools().watch().changed(unit());
        }
    }

    /** Another step waits too. */
    void join(Waiter waiter) {
        audience.join(waiter);
    }

    /** A step does not wait any more; the last one takes the action with it, else it is handed over to the others. */
    void leave(Waiter waiter) {
        audience.leave(waiter);
        if (!audience.isEmpty() || phase == Phase.OVER) {
            return;
        }
        boolean touched =
                attempt > 1 || (phase != Phase.CHECKING && phase != Phase.WAITING && phase != Phase.RECORDING);
        phase = Phase.OVER;
        poller.end();
        hold.end();
        if (touched) {
            tools().board().forget(unit());
        }
        tools().board().tell(unit());
        acts.ended(this);
        tools().watch().changed(unit());
    }

    /** How long a try may take, how often it polls, and how often it is tried. */
    record ActTimes(Duration limit, Duration pollInterval, Retry retry) {

        static ActTimes of(Unit unit, Action action, RunOptions options) {
            TimeLimits limits = unit.steps().limits();
            Optional<Duration> own = action == Action.START ? limits.start() : limits.stop();
            Duration interval = unit.check()
                    .map(HealthCheck::options)
                    .map(probe -> probe.interval())
                    .orElse(options.pollInterval());
            return new ActTimes(
                    own.orElse(options.stepTimeout()), interval, unit.steps().retry());
        }

        ActTimes with(Retry next) {
            return new ActTimes(limit, pollInterval, next);
        }
    }
}
