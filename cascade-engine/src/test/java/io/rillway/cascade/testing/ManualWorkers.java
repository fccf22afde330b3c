// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.testing;

import io.rillway.cascade.loop.Answer;
import io.rillway.cascade.loop.Loop;
import io.rillway.cascade.loop.Workers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Workers without threads: a call is made at once, unless it throws {@link Hang}: then it returns when it is interrupted. */
public final class ManualWorkers implements Workers {

    private final Loop loop;
    private final List<Runnable> stubborn = new ArrayList<>();
    private final List<Exception> unheard = new ArrayList<>();
    private final Deque<Body<?>> inFlight = new ArrayDeque<>();

    public ManualWorkers(Loop loop) {
        this.loop = loop;
    }

    /** What a script throws in order to hang: no exception, which somebody on the way would take for an answer. */
    public static final class Hang extends Error {

        private static final long serialVersionUID = 1L;
        private final boolean heedsInterruption;

        public Hang(boolean heedsInterruption) {
            super("hangs");
            this.heedsInterruption = heedsInterruption;
        }
    }

    @Override
    public <T> Call call(Body<T> body, Consumer<Answer<T>> then) {
        List<Runnable> onInterrupt = new ArrayList<>();
        inFlight.add(body);
        loop.execute(() -> {
            inFlight.remove(body);
            try {
                T value = body.call();
                loop.execute(() -> then.accept(new Answer<>(value, null)));
            } catch (Hang hang) {
                Runnable returns = () ->
                        loop.execute(() -> then.accept(new Answer<>(null, new InterruptedException("interrupted"))));
                (hang.heedsInterruption ? onInterrupt : stubborn).add(returns);
            } catch (InterruptedException | RuntimeException e) {
                loop.execute(() -> then.accept(new Answer<>(null, e)));
            }
        });
        return () -> {
            onInterrupt.forEach(Runnable::run);
            onInterrupt.clear();
        };
    }

    @Override
    public void tell(Runnable callback) {
        loop.execute(callback);
    }

    /** Lets the calls get through that were made and have not begun, though nobody is left to take their answers. */
    public void finishInFlight() {
        for (Body<?> body = inFlight.poll(); body != null; body = inFlight.poll()) {
            try {
                body.call();
            } catch (InterruptedException | RuntimeException e) {
                unheard.add(e);
            } catch (Hang hang) {
                unheard.add(new IllegalStateException(hang));
            }
        }
    }

    /** Lets the calls return that did not heed their interruption. */
    public void releaseStubborn() {
        stubborn.forEach(Runnable::run);
        stubborn.clear();
    }
}
