// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.fuzz;

import io.rillway.cascade.Cascade;
import io.rillway.cascade.CascadeException;
import io.rillway.cascade.CascadeException.Code;
import io.rillway.cascade.model.CascadeOptions;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeRequest.Dependents;
import io.rillway.cascade.model.GraphException;
import io.rillway.cascade.model.OnFailure;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.events.TopicSelector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Somebody who asks the engine for whatever comes to mind, and writes down what is answered. */
final class Caller implements Callable<Boolean> {

    private static final int DEEDS = 30;

    private final FuzzWorld world;
    private final Door door;
    private final FuzzHouse house;
    private final Random random;
    private final boolean restarts;
    private final List<Cascade> known = new ArrayList<>();

    Caller(FuzzWorld world, Door door, FuzzHouse house, Random random, boolean restarts) {
        this.world = world;
        this.door = door;
        this.house = house;
        this.random = random;
        this.restarts = restarts;
    }

    @Override
    public Boolean call() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < DEEDS; i++) {
            try {
                act();
            } catch (RuntimeException e) {
                world.note(new Note.Complained("an answer of " + e));
            }
            boolean unused = never.await(random.nextInt(9), TimeUnit.MILLISECONDS);
        }
        return true;
    }

    private void act() throws InterruptedException {
        int choice = random.nextInt(30);
        if (choice < 14) {
            ask(request()).ifPresent(this::listen);
        } else if (choice < 17) {
            anyKnown().ifPresent(this::confirm);
        } else if (choice < 19) {
            anyKnown().ifPresent(this::cancel);
        } else if (choice < 22) {
            edit();
        } else if (choice < 24) {
            world.unit(FuzzHouse.anyId(random)).dies();
        } else if (choice < 26) {
            plan();
        } else if (choice < 28) {
            lookAround();
        } else if (choice == 28) {
            BadInput.of(random).offer(door.engine(), world);
        } else if (restarts) {
            door.restart(random);
        }
    }

    private CascadeRequest request() {
        String target = FuzzHouse.anyId(random);
        CascadeRequest plain = random.nextBoolean()
                ? CascadeRequest.start(target)
                : CascadeRequest.stop(target, any(List.of(Dependents.values())));
        return random.nextBoolean() ? plain : plain.with(options());
    }

    private CascadeOptions options() {
        CascadeOptions options = CascadeOptions.DEFAULTS;
        if (random.nextBoolean()) {
            options = options.onFailure(any(List.of(OnFailure.values())));
        }
        if (random.nextInt(6) == 0) {
            options = options.within(Duration.ofMillis(1 + random.nextInt(300)));
        }
        if (random.nextInt(4) == 0) {
            options = options.once("key " + random.nextInt(4));
        }
        return random.nextInt(4) == 0 ? options.replacing() : options;
    }

    /** Asks, and writes down the question before and the answer after. */
    private Optional<Cascade> ask(CascadeRequest request) {
        int number = world.nextNumber();
        world.note(new Note.Asked(number, request));
        try {
            Cascade cascade = door.engine().run(request);
            world.note(new Note.Answered(number, Optional.of(cascade.id()), Optional.empty()));
            return Optional.of(cascade);
        } catch (CascadeException e) {
            world.note(new Note.Answered(number, Optional.empty(), Optional.of(e.code())));
            return Optional.empty();
        }
    }

    /** A completion that throws, or asks again, harms nobody. */
    private void listen(Cascade cascade) {
        known.add(cascade);
        int choice = random.nextInt(20);
        if (choice == 0) {
            var unused = cascade.completion().thenAccept(outcome -> {
                throw new IllegalStateException("a completion that is wrong");
            });
        } else if (choice == 1) {
            CascadeRequest next = CascadeRequest.start(FuzzHouse.anyId(random));
            var unused = cascade.completion().thenAccept(outcome -> ask(next));
        }
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private Optional<Cascade> anyKnown() {
        return known.isEmpty() ? Optional.empty() : Optional.of(any(known));
    }

    private void confirm(Cascade cascade) {
        world.note(new Note.Confirming(cascade.id()));
        try {
            known.add(door.engine().confirm(cascade.id()));
        } catch (CascadeException e) {
            allow(
                    e,
                    Code.NOT_CONFIRMABLE,
                    Code.NOT_FOUND,
                    Code.CASCADE_IN_PROGRESS,
                    Code.DEPENDENTS_ACTIVE,
                    Code.JOURNAL_UNAVAILABLE,
                    Code.CLOSED);
        }
    }

    private void cancel(Cascade cascade) {
        door.engine()
                .find(cascade.id())
                .ifPresent(found -> found.cancel(Duration.ofMillis(random.nextBoolean() ? 0 : random.nextInt(50))));
    }

    private void plan() throws InterruptedException {
        CascadeRequest request = request();
        try {
            door.engine().plan(request);
        } catch (CascadeException e) {
            allow(e, Code.CASCADE_IN_PROGRESS, Code.DEPENDENTS_ACTIVE, Code.NOT_FOUND, Code.CLOSED);
        }
    }

    private void lookAround() {
        door.engine().statuses();
        door.engine().cascades().forEach(record -> door.engine().find(record.id()));
        door.engine().snapshot(TopicSelector.of("cascade/**"));
        anyKnown().ifPresent(Cascade::plan);
        anyKnown().ifPresent(Cascade::snapshot);
    }

    private void edit() {
        int number = random.nextInt(FuzzHouse.SIZE);
        boolean removes = random.nextInt(4) == 0;
        Resource next = house.resource(number, random);
        List<ResourceGraph> made = new ArrayList<>(1);
        boolean taken = false;
        try {
            door.engine().edit(graph -> {
                made.add(removes ? graph.without(next.id()) : graph.with(next));
                world.note(new Note.Editing(made.get(0)));
                return made.get(0);
            });
            taken = true;
        } catch (GraphException e) {
            // Something needs what was to be removed, or what is needed was removed before.
        } catch (CascadeException e) {
            allow(e, Code.RESOURCE_BUSY, Code.CLOSED);
        } finally {
            boolean known = taken;
            made.forEach(graph -> world.note(new Note.Edited(graph, known)));
        }
    }

    private void allow(CascadeException refusal, Code... codes) {
        if (!List.of(codes).contains(refusal.code())) {
            world.note(new Note.Complained("a refusal of " + refusal.code() + ": " + refusal.getMessage()));
        }
    }
}
