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

/**
 * One action's hold of its unit: nobody else acts on it meanwhile, and no order is given before that of an earlier action has
 * really returned. Of the coordinator alone.
 */
final class Hold {

    private final Tools tools;
    private final Unit unit;
    private Alarm alarm = Alarm.NONE;
    private Workers.Call call = () -> {};
    private Runnable turn = () -> {};
    private long takenNanos;

    /** An order to a connector; blocks. */
    interface Order {
        void give(ResourceConnector connector) throws InterruptedException;
    }

    Hold(Tools tools, Unit unit) {
        this.tools = tools;
        this.unit = unit;
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

    /** Goes on as soon as no earlier order is under way. */
    void whenFree(Runnable next) {
        turn = next;
        if (unit.hands().areCalling()) {
            unit.hands().whenFree(turn);
        } else {
            turn.run();
        }
    }

    /** Gives an order, of which the answer comes when it has really returned. */
    void order(Action action, Order order, Consumer<Answer<Boolean>> answered) {
        ResourceConnector connector = unit.connector().orElseThrow();
        unit.hands().call(action);
        call = tools.workers()
                .call(
                        () -> {
                            order.give(connector);
                            return true;
                        },
                        answered);
    }

    /** The one thing that happens after a time. */
    void after(Duration delay, Runnable message) {
        alarm.cancel();
        alarm = tools.loop().after(delay, message);
    }

    /** The one thing that happens if this does not end within a time. */
    void within(Duration limit, Runnable message) {
        alarm.cancel();
        alarm = tools.loop().limit(limit, message);
    }

    /** Waits for nothing any more, and interrupts the order. */
    void loosen() {
        alarm.cancel();
        unit.hands().withdraw(turn);
        call.interrupt();
    }

    /** Others may act on it. */
    void end() {
        loosen();
        unit.busy(false);
    }
}
