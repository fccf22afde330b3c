// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.fuzz;

import io.rillway.cascade.connector.ConnectorException;
import io.rillway.cascade.connector.ConnectorSite;
import io.rillway.cascade.connector.ConnectorSource;
import io.rillway.cascade.connector.ConnectorStatus;
import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.probe.ProbeResult;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One resource, with whatever can go wrong with its orders. Any thread. */
final class FuzzUnit {

    private static final ConnectorStatus KILLED = ConnectorStatus.exited(137);

    private final String id;
    private final FuzzWorld world;
    private final boolean child;
    private final ConnectorSource source = Handle::new;
    private final CountDownLatch calm = new CountDownLatch(1);

    // Guarded by this.
    private final Random random;

    // Written under the world's lock.
    private volatile boolean up;
    private volatile ConnectorStatus ended = ConnectorStatus.STOPPED;
    private volatile Runnable changed = () -> {};

    FuzzUnit(String id, FuzzWorld world, boolean child, Random random) {
        this.id = id;
        this.world = world;
        this.child = child;
        this.random = random;
    }

    String id() {
        return id;
    }

    boolean isUp() {
        return up;
    }

    ConnectorSource source() {
        return source;
    }

    ProbeResult probe(Duration timeout) {
        return up ? ProbeResult.healthy("up") : ProbeResult.unhealthy("not up");
    }

    void calmDown() {
        calm.countDown();
    }

    private synchronized int dice(int sides) {
        return random.nextInt(sides);
    }

    private void stand(boolean next, boolean ordered) {
        world.change(
                () -> {
                    up = next;
                    ended = next || ordered ? ConnectorStatus.STOPPED : KILLED;
                },
                new Note.Stands(id, next, ordered));
    }

    /** It ends on its own, and the engine is told or finds out. */
    void dies() {
        if (up) {
            stand(false, false);
            if (dice(2) == 0) {
                changed.run();
            }
        }
    }

    private void order(Action action) throws InterruptedException {
        world.note(new Note.Called(id, action));
        try {
            carryOut(action == Action.START);
        } finally {
            world.note(new Note.Returned(id));
        }
    }

    private void carryOut(boolean next) throws InterruptedException {
        int luck = calm.getCount() == 0 ? 100 : dice(100);
        if (luck < 3) {
            throw new ConnectorException("REFUSED", "no luck", "fuzz", Map.of(), null);
        } else if (luck < 5) {
            throw new IllegalStateException("a connector that is wrong");
        } else if (luck < 8) {
            calm.await();
        } else if (luck < 10) {
            stand(next, !isStubborn());
            return;
        } else if (luck < 50) {
            boolean unused = calm.await(dice(4), TimeUnit.MILLISECONDS);
        }
        stand(next, true);
    }

    /** Does not heed its interruption for a while; returns whether there was one. */
    private boolean isStubborn() {
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(600);
        while (System.nanoTime() < end && calm.getCount() > 0) {
            try {
                boolean unused = calm.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private final class Handle implements ResourceConnector {

        private Handle(ConnectorSite site) {
            changed = site.changed();
        }

        @Override
        public void start() throws InterruptedException {
            order(Action.START);
        }

        @Override
        public void stop() throws InterruptedException {
            order(Action.STOP);
        }

        @Override
        public void kill() {
            if (up) {
                stand(false, false);
            }
        }

        @Override
        public ConnectorStatus status() {
            return up ? ConnectorStatus.RUNNING : ended;
        }

        @Override
        public boolean isChild() {
            return child;
        }
    }
}
