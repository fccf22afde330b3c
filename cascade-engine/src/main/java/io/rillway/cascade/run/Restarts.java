// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.loop.Alarm;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeError;
import io.rillway.cascade.watch.Unit;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts again what has ended on its own, as its policy says: by an action like any other, so that there is never more than
 * one on a unit. While it waits, the unit counts as active, so that a stop finds it; a stop, or a start by somebody else, ends
 * the waiting. Of the coordinator alone.
 */
final class Restarts {

    private static final Logger LOG = LoggerFactory.getLogger(Restarts.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Tools tools;
    private final Acts acts;
    private final Predicate<Unit> mayStart;
    private final Map<String, Attempt> attempts = new HashMap<>();
    private boolean over;

    Restarts(Tools tools, Acts acts, Predicate<Unit> mayStart) {
        this.tools = tools;
        this.acts = acts;
        this.mayStart = mayStart;
    }

    /** It has ended on its own. */
    void died(Unit unit) {
        again(unit, true);
    }

    private void again(Unit unit, boolean wasUp) {
        int most = unit.comeback().most();
        if (over || most == 0) {
            return;
        }
        Optional<Duration> delay = unit.comeback().next(wasUp, tools.loop().nanoTime());
        if (delay.isEmpty()) {
            LOG.warn("{} ended and is not started again: it was, {} times in a row", unit.id(), most);
            return;
        }
        LOG.warn(
                "{} ended on its own; attempt {} of {} to start it again in {}",
                unit.id(),
                unit.comeback().attempts(),
                most,
                Texts.seconds(delay.get()));
        tools.board().awaitReturn(unit);
        Attempt attempt = new Attempt(unit);
        Optional.ofNullable(attempts.put(unit.id(), attempt)).ifPresent(Attempt::giveUp);
        attempt.after(delay.get());
    }

    /** Starts nothing again any more. */
    void end() {
        over = true;
        List.copyOf(attempts.values()).forEach(Attempt::giveUp);
    }

    private final class Attempt implements Waiter {

        private final Unit unit;
        private Alarm alarm = Alarm.NONE;
        private Optional<Wish> wish = Optional.empty();
        private boolean failed;

        private Attempt(Unit unit) {
            this.unit = unit;
        }

        private void after(Duration delay) {
            alarm = tools.loop().after(delay, this::due);
        }

        private void due() {
            if (!unit.isReturning() || !tools.units().has(unit)) {
                attempts.remove(unit.id(), this);
            } else if (unit.isBusy() || !mayStart.test(unit)) {
                after(AGAIN);
            } else {
                wish = Optional.of(acts.wish(unit, Action.START, this));
                wish.ifPresent(acts::want);
            }
        }

        private void giveUp() {
            alarm.cancel();
            attempts.remove(unit.id(), this);
            wish.ifPresent(acts::leave);
            if (unit.isReturning()) {
                tools.board().stayDown(unit);
            }
        }

        @Override
        public boolean isRecorded() {
            return false;
        }

        @Override
        public void begun() {}

        @Override
        public void retrying(int attempt, CascadeError why) {}

        @Override
        public void started() {}

        @Override
        public void contradicted() {
            LOG.info("{} is not started again: it is to be stopped", unit.id());
            giveUp();
        }

        @Override
        public void ended(ActResult result) {
            attempts.remove(unit.id(), this);
            failed = result instanceof ActResult.Failed;
            if (result instanceof ActResult.Done) {
                LOG.info("{} is online again", unit.id());
                unit.comeback().up(tools.loop().nanoTime());
            }
        }

        @Override
        public void proceed() {
            if (failed) {
                again(unit, false);
                tools.board().tell(unit);
            }
        }
    }
}
