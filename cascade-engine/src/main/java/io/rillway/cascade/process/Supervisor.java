// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import io.rillway.cascade.system.Pace;
import io.rillway.cascade.system.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches over the one child of a resource: starts it, knows it again, ends it with all that belongs to it.
 *
 * <p>The intention to start is on disk before the child exists, its identity as soon as it does. Whoever opens the same
 * folder later finds the child by its identity, or, where only the intention was written, by the mark that it carries.
 *
 * <p>{@link #start} and {@link #stop} are called one at a time; {@link #kill} and everything else from any thread. The supervisor has no
 * thread of its own: the JDK waits for the child and tells of its end on its common pool.
 */
public final class Supervisor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration SESSION_WAIT = Duration.ofSeconds(2);

    private final Supervision work;
    private final ChildFolder folder;
    private final Runnable changed;

    /** Written by the opener, then by the one action under way; read by all. */
    private volatile @Nullable Child child;

    /** The child whose end is ordered and so is no news; written by the action under way. */
    private volatile @Nullable Child ending;

    /** Held by the start or stop under way; who tidies up does not wait for it. */
    private final ReentrantLock acting = new ReentrantLock();

    /** Whether nothing is known to be left of the last child; written under acting. */
    private volatile boolean tidy;

    /** Written by whoever closes; read by the threads that see a child end. */
    private volatile boolean closed;

    private Supervisor(Supervision work, ChildFolder folder, Runnable changed) {
        this.work = work;
        this.folder = folder;
        this.changed = changed;
    }

    /**
     * {@return a supervisor that has found again what an earlier one left running}
     *
     * @param work what to do
     * @param folder where marks and output are kept
     * @param changed run when the child ends and nobody ordered it
     */
    public static Supervisor open(Supervision work, Path folder, Runnable changed) throws IOException {
        Supervisor supervisor = new Supervisor(work, ChildFolder.in(folder), changed);
        supervisor.adopt();
        return supervisor;
    }

    /** Starts the child, unless it runs. */
    public void start() throws IOException, InterruptedException {
        acting.lockInterruptibly();
        try {
            if (!isRunning()) {
                startChild();
            }
        } finally {
            acting.unlock();
        }
    }

    private void startChild() throws IOException, InterruptedException {
        work.launch().check();
        clearLeftovers(work.ending());
        folder.mark().writeIntention();
        folder.output().renew();
        Process process = work.launch()
                .start(folder.output(), Map.of(RunMark.VARIABLE, work.mark().value()));
        Child started = Child.started(work.table(), process);
        watch(started);
        tidy = false;
        record(started, process);
        Pace.await(() -> work.isSettled(started), SESSION_WAIT);
    }

    /** Ends the child and all that belongs to it, or what an earlier one left. */
    public void stop() throws IOException, InterruptedException {
        acting.lockInterruptibly();
        try {
            stopChild();
        } finally {
            acting.unlock();
        }
    }

    private void stopChild() throws IOException, InterruptedException {
        Child running = child;
        if (running == null || !running.isAlive()) {
            clearLeftovers(work.ending());
            return;
        }
        ending = running;
        try {
            work.ending().end(running, Family.of(work.table(), running.identity(), work.mark()));
            folder.mark().delete();
        } finally {
            ending = running.isAlive() ? null : running;
        }
    }

    /** Ends the child and all that belongs to it without asking; also while a stop is under way. */
    public void kill() throws IOException, InterruptedException {
        Child running = child;
        if (running != null && running.isAlive()) {
            Ending.kill(Family.of(work.table(), running.identity(), work.mark()));
            folder.mark().delete();
        }
    }

    /**
     * Kills what a child left that ended badly, or while nobody looked: it would hold its ports, and nothing would ever stop
     * it. What one left that ended well was put into the background on purpose.
     */
    public void tidyUp() throws InterruptedException {
        if (tidy || isRunning() || !acting.tryLock()) {
            return;
        }
        try {
            if (!isRunning() && exitCode().orElse(1) != 0) {
                clearLeftovers(Ending.AT_ONCE);
            }
            tidy = !isRunning();
        } catch (IOException e) {
            LOG.warn("a child that ended has left something that could not be ended", e);
        } finally {
            acting.unlock();
        }
    }

    /** {@return whether the child lives} */
    public boolean isRunning() {
        Child known = child;
        return known != null && known.isAlive();
    }

    /** {@return how the last child ended, where it has and that is known} */
    public OptionalInt exitCode() {
        Child known = child;
        return known == null ? OptionalInt.empty() : known.exitCode();
    }

    /** Keeps the output within its bound; that this fails is no trouble of the child's. */
    public void tend() {
        try {
            folder.output().tend();
        } catch (IOException e) {
            LOG.warn("the output of a child was not set aside", e);
        }
    }

    /**
     * {@return the last lines that the child wrote}
     *
     * @param lines the most lines, 1 or more
     */
    public List<String> lastOutput(int lines) throws IOException {
        return folder.output().tail(lines);
    }

    /** {@return what the child writes} */
    public OutputFile output() {
        return folder.output();
    }

    /** Lets go of the child; it lives on. */
    @Override
    public void close() {
        closed = true;
    }

    private void adopt() throws IOException {
        folder.mark().read().flatMap(work::findAgain).ifPresent(identity -> {
            watch(Child.found(work.table(), identity));
        });
    }

    private void record(Child started, Process process) throws IOException {
        try {
            folder.mark().write(started.identity());
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private void watch(Child watched) {
        child = watched;
        // Nobody waits for the telling; what fails in it is logged here.
        CompletableFuture<Void> unused = watched.onExit()
                .thenRun(() -> tellOfEnd(watched))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.warn("a listener failed when a child ended", failure);
                    }
                });
    }

    private void tellOfEnd(Child ended) {
        if (!closed && child == ended && ending != ended) {
            changed.run();
        }
    }

    /** A child that died may have left others behind; they would hold its ports. */
    private void clearLeftovers(Ending ending) throws IOException, InterruptedException {
        Optional<Mark> written = folder.mark().read();
        if (written.isPresent()) {
            ProcessIdentity last = written.get().child();
            ending.end(Family.of(work.table(), last, work.mark()));
            folder.mark().delete();
        }
    }
}
