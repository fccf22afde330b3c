// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.simulator;

import io.rillway.cascade.loop.Alarm;
import io.rillway.cascade.loop.Answer;
import io.rillway.cascade.loop.Loop;
import io.rillway.cascade.loop.Workers;
import java.time.Duration;
import java.util.function.Consumer;

/** Workers in virtual time: a call is made at once, and returns as late as the one who is called says. */
final class SimWorkers implements Workers {

    private final Loop loop;
    private InFlight<?> current;

    SimWorkers(Loop loop) {
        this.loop = loop;
    }

    /** Of the call that is being made: it takes so long, heeds its interruption or not, and tells when it returns. */
    void takes(Duration time, boolean heeds, Runnable whenReturned) {
        current.takes = current.takes.plus(time);
        current.heeds = heeds;
        current.whenReturned = whenReturned;
    }

    @Override
    public <T> Call call(Body<T> body, Consumer<Answer<T>> then) {
        InFlight<T> call = new InFlight<>(then);
        loop.execute(() -> call.make(body));
        return call::interrupt;
    }

    @Override
    public void tell(Runnable callback) {
        loop.execute(callback);
    }

    private final class InFlight<T> {

        private final Consumer<Answer<T>> then;
        private Duration takes = Duration.ZERO;
        private boolean heeds = true;
        private Runnable whenReturned = () -> {};
        private Alarm returns = Alarm.NONE;
        private boolean over;

        private InFlight(Consumer<Answer<T>> then) {
            this.then = then;
        }

        private void make(Body<T> body) {
            if (over) {
                return;
            }
            Answer<T> answer;
            current = this;
            try {
                answer = new Answer<>(body.call(), null);
            } catch (InterruptedException | RuntimeException e) {
                answer = new Answer<>(null, e);
            }
            Answer<T> known = answer;
            if (takes.isZero()) {
                end(known);
            } else {
                returns = loop.after(takes, () -> end(known));
            }
        }

        private void interrupt() {
            if (!over && heeds) {
                returns.cancel();
                end(new Answer<>(null, new InterruptedException("interrupted")));
            }
        }

        private void end(Answer<T> answer) {
            if (!over) {
                over = true;
                whenReturned.run();
                loop.execute(() -> then.accept(answer));
            }
        }
    }
}
