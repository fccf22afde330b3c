// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.fuzz;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Lets several callers loose on one engine after another, and says what was wrong. */
public final class DoorFuzz {

    private static final int CALLERS = 4;
    private static final int PATIENCE_SECONDS = 120;

    private final FuzzWorld world = new FuzzWorld();
    private final Random random;
    private final FuzzHouse house;
    private final List<String> complaints = new ArrayList<>();

    private DoorFuzz(long seed) {
        this.random = new Random(seed);
        this.house = FuzzHouse.of(world, random);
    }

    /** What was wrong with what the callers of this seed saw; threads make each run of a seed another one. */
    public static List<String> run(long seed, Lives lives, Path folder) throws InterruptedException {
        return new DoorFuzz(seed).run(lives, folder);
    }

    private List<String> run(Lives lives, Path folder) throws InterruptedException {
        try (Door door = new Door(world, lives, folder, house.graph(random))) {
            call(door);
            world.calmDown();
            Aftermath after = new Aftermath(world, door.engine());
            complaints.addAll(after.rest());
            complaints.addAll(new DoorChecker().check(world.notes()));
            complaints.addAll(after.free());
        }
        return List.copyOf(complaints);
    }

    private void call(Door door) throws InterruptedException {
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(new Caller(world, door, house, new Random(random.nextLong()), i == 0));
        }
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            for (Future<Boolean> caller : threads.invokeAll(callers, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                await(caller);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void await(Future<Boolean> caller) throws InterruptedException {
        try {
            caller.get();
        } catch (CancellationException e) {
            complaints.add("LIVENESS a caller waits for ever");
        } catch (ExecutionException e) {
            complaints.add("DOOR a caller met " + e.getCause());
        }
    }
}
