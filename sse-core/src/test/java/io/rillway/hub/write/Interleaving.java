// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One order in which threads may take turns. Only one of them runs at a time; at each point where another could go on
 * instead, a script says who does. {@link #explore} plays every script that takes the turn from a running thread at most so
 * many times.
 */
final class Interleaving {

    /** A thread of the play. */
    private final class Actor implements Runnable {
        private final Semaphore turn = new Semaphore(0);
        private final Runnable part;
        private BooleanSupplier ready = () -> true;
        private boolean finished;

        Actor(Runnable part) {
            this.part = part;
        }

        boolean canGoOn() {
            return !finished && ready.getAsBoolean();
        }

        @Override
        public void run() {
            turn.acquireUninterruptibly();
            try {
                if (!over) {
                    part.run();
                }
            } catch (RuntimeException | AssertionError e) {
                failure = failure == null ? e : failure;
            }
            finished = true;
            passOn(this);
            left.countDown();
        }
    }

    /** A point at which there was a choice. */
    private record Point(int chosen, int options) {}

    private final int[] script;
    private final int mostPreemptions;
    private final ExecutorService threads;
    private final List<Point> points = new ArrayList<>();
    private final List<Actor> actors = new ArrayList<>();
    private CountDownLatch left = new CountDownLatch(0);
    private @Nullable Actor running;
    private int preemptions;
    private volatile boolean over;
    private volatile @Nullable Throwable failure;

    private Interleaving(int[] script, int mostPreemptions, ExecutorService threads) {
        this.threads = threads;
        this.script = script;
        this.mostPreemptions = mostPreemptions;
    }

    /** Plays every order; {@return how many there are} */
    static int explore(int mostPreemptions, Consumer<Interleaving> play) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            return explore(mostPreemptions, play, threads);
        } finally {
            threads.shutdown();
        }
    }

    private static int explore(int mostPreemptions, Consumer<Interleaving> play, ExecutorService threads) {
        int[] script = new int[0];
        int plays = 0;
        while (script != null) {
            Interleaving order = new Interleaving(script, mostPreemptions, threads);
            try {
                play.accept(order);
            } catch (AssertionError e) {
                throw new AssertionError("in the order " + order.chosen(order.points.size()), e);
            }
            plays++;
            script = order.next();
        }
        return plays;
    }

    /** Adds a thread. */
    void actor(Runnable part) {
        actors.add(new Actor(part));
    }

    /** Plays until nobody can go on. */
    void play() {
        left = new CountDownLatch(actors.size());
        actors.forEach(threads::execute);
        passOn(null);
        try {
            left.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new AssertionError("in the order " + chosen(points.size()), failure);
        }
    }

    /** A point at which another thread may go on. */
    void point() {
        Actor me = running;
        if (me != null && !over) {
            passOn(me);
            takeTurn(me);
        }
    }

    /** Waits for something; {@return false if it will never be} */
    boolean await(BooleanSupplier what) {
        Actor me = running;
        if (me == null) {
            return false;
        }
        me.ready = what;
        passOn(me);
        takeTurn(me);
        me.ready = () -> true;
        return !over;
    }

    private void takeTurn(Actor me) {
        me.turn.acquireUninterruptibly();
    }

    private void passOn(@Nullable Actor me) {
        if (over) {
            return;
        }
        Actor next = choose(me);
        if (next == null) {
            over = true;
            running = null;
            actors.forEach(actor -> actor.turn.release());
        } else {
            running = next;
            next.turn.release();
        }
    }

    private @Nullable Actor choose(@Nullable Actor me) {
        List<Actor> able = new ArrayList<>();
        boolean mine = me != null && me.canGoOn();
        if (mine) {
            able.add(me);
        }
        if (!mine || preemptions < mostPreemptions) {
            actors.stream().filter(actor -> actor != me && actor.canGoOn()).forEach(able::add);
        }
        if (able.size() <= 1) {
            return able.isEmpty() ? null : able.get(0);
        }
        int chosen = points.size() < script.length ? script[points.size()] : 0;
        points.add(new Point(chosen, able.size()));
        preemptions += mine && chosen != 0 ? 1 : 0;
        return able.get(chosen);
    }

    private int @Nullable [] next() {
        for (int i = points.size() - 1; i >= 0; i--) {
            if (points.get(i).chosen() + 1 < points.get(i).options()) {
                int[] next = new int[i + 1];
                for (int before = 0; before < i; before++) {
                    next[before] = points.get(before).chosen();
                }
                next[i] = points.get(i).chosen() + 1;
                return next;
            }
        }
        return null;
    }

    private List<Integer> chosen(int count) {
        return points.subList(0, count).stream().map(Point::chosen).toList();
    }
}
