// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call that is under way, and its answer, which is delivered when it has returned. Its worker and those who interrupt it pass
 * its phase on by compare-and-set, so that an interruption never reaches the worker's next task; there is no lock, because
 * nearly every call is over before anybody asks it to return.
 */
final class Task<T> implements Crew.Job, ThreadLoop.Visit, Workers.Call {

    private static final Logger LOG = LoggerFactory.getLogger(Task.class);

    private static final int WAITING = 0;
    private static final int RUNNING = 1;
    private static final int INTERRUPTING = 2;
    private static final int INTERRUPTED = 3;
    private static final int OVER = 4;
    private static final VarHandle PHASE = phase();

    private final Workers.Body<T> body;
    private final Consumer<Answer<T>> then;
    private final Home home;

    // Written before the phase is RUNNING, and read after it was seen to be.
    private @Nullable Thread worker;
    private volatile int phase;

    // Written by the worker before it is delivered.
    private @Nullable Answer<T> answer;

    // Of the worker alone.
    private Crew.@Nullable Job follower;

    /** Where tasks come from. */
    interface Home {

        /** Runs a task on the loop, which has an answer; called on the task's worker. */
        void deliver(ThreadLoop.Visit answer);

        /** Takes what the loop has left for the worker that visits it; called while that has the turn. */
        Crew.@Nullable Job take();

        /** Leaves it to others. */
        void pass(Crew.Job job);

        /** So many more tasks were asked to return and have not. */
        void kept(int more);
    }

    Task(Workers.Body<T> body, Consumer<Answer<T>> then, Home home) {
        this.body = body;
        this.then = then;
        this.home = home;
    }

    private static VarHandle phase() {
        try {
            return MethodHandles.lookup().findVarHandle(Task.class, "phase", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Tells the answer: a task is the message that brings it, too. */
    @Override
    public void run() {
        then.accept(requireNonNull(answer));
    }

    @Override
    public void leave() {
        Crew.Job left = home.take();
        if (follower == null) {
            follower = left;
        } else if (left != null) {
            home.pass(left);
        }
    }

    /** Makes the call, and brings its answer to the loop, which may have left something for this worker then. */
    @Override
    public Crew.@Nullable Job work() {
        make();
        return follower;
    }

    private void make() {
        Answer<T> known = null;
        try {
            begin();
            known = new Answer<>(body.call(), null);
        } catch (InterruptedException | RuntimeException e) {
            known = new Answer<>(null, e);
        } finally {
            end();
            answer = known != null
                    ? known
                    : new Answer<>(null, new IllegalStateException("the call ended with an error"));
            home.deliver(this);
            if (known == null && follower != null) {
                // An error is about to end this worker.
                home.pass(follower);
            }
        }
    }

    private void begin() throws InterruptedException {
        worker = Thread.currentThread();
        if (!PHASE.compareAndSet(this, WAITING, RUNNING)) {
            throw new InterruptedException("not begun");
        }
    }

    private void end() {
        if (!PHASE.compareAndSet(this, RUNNING, OVER) && phase != OVER) {
            // Whoever is interrupting has nearly done so.
            while (!PHASE.compareAndSet(this, INTERRUPTED, OVER)) {
                Thread.onSpinWait();
            }
            home.kept(-1);
        }
        if (Thread.interrupted()) {
            LOG.trace("an interruption came as the call returned");
        }
    }

    @Override
    public void interrupt() {
        if (phase == OVER || PHASE.compareAndSet(this, WAITING, OVER)) {
            return;
        }
        if (PHASE.compareAndSet(this, RUNNING, INTERRUPTING)) {
            home.kept(1);
            interruptWorker();
        } else if (PHASE.compareAndSet(this, INTERRUPTED, INTERRUPTING)) {
            interruptWorker();
        }
    }

    private void interruptWorker() {
        if (worker != null) {
            worker.interrupt();
        }
        phase = INTERRUPTED;
    }
}
