// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.loop.Alarm;
import io.rillway.cascade.loop.Answer;
import io.rillway.cascade.loop.Workers;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.watch.Unit;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One action's hold of its unit: nobody else acts on it meanwhile, and no order is given before that of an earlier action has
 * really returned. It is the call that gives the order, the one who takes its answer and the one who is told when its time is
 * over, so that an action needs no further objects for that. Of the coordinator alone, but for the call itself.
 */
final class Hold implements Workers.Body<Boolean>, Consumer<Answer<Boolean>>, Runnable {

    private static final Workers.Call NO_CALL = () -> {};

    private final Tools tools;
    private final Unit unit;
    private final Holder holder;
    private Alarm alarm = Alarm.NONE;
    private Workers.Call call = NO_CALL;
    private @Nullable Runnable turn;
    private long takenNanos;

    /** Who acts. */
    interface Holder {

        /** No earlier order is under way. */
        void free();

        /** Gives the order to the connector; blocks; on a worker. */
        void order(ResourceConnector connector) throws InterruptedException;

        /** The order has really returned. */
        void returned(Answer<Boolean> answer);

        /** The time is over. */
        void timeOut();
    }

    Hold(Tools tools, Unit unit, Holder holder) {
        this.tools = tools;
        this.unit = unit;
        this.holder = holder;
    }

    Tools tools() {
        return tools;
    }

    Unit unit() {
        return unit;
    }

    void take() {
        unit.busy(true);
        takenNanos = tools.loop().nanoTime();
    }

    /** How long it has been held. */
    double millis() {
        return (tools.loop().nanoTime() - takenNanos) / 1e6;
    }

    /** Tells the holder as soon as no earlier order is under way. */
    void whenFree() {
        if (unit.hands().areCalling()) {
            turn = holder::free;
            unit.hands().whenFree(turn);
        } else {
            holder.free();
        }
    }

    /** Gives the order, of which the answer comes when it has really returned. */
    void order(Action action) {
        unit.hands().call(action);
        call = tools.workers().call(this, this);
    }

    @Override
    public Boolean call() throws InterruptedException {
        holder.order(unit.connector().orElseThrow());
        return true;
    }

    @Override
    public void accept(Answer<Boolean> answer) {
        holder.returned(answer);
    }

    @Override
    public void run() {
        holder.timeOut();
    }

    /** The one thing that happens after a time. */
    void after(Duration delay, Runnable message) {
        alarm.cancel();
        alarm = tools.loop().after(delay, message);
    }

    /** The holder is told if this does not end within a time, in place of what was to happen after another one. */
    void within(Duration limit) {
        alarm.cancel();
        alarm = tools.loop().limit(limit, this);
    }

    /** Waits for nothing any more, and interrupts the order. */
    void loosen() {
        alarm.cancel();
        if (turn != null) {
            unit.hands().withdraw(turn);
        }
        call.interrupt();
    }

    /** Others may act on it. */
    void end() {
        loosen();
        unit.busy(false);
    }
}
