// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.fuzz;

import io.rillway.cascade.CascadeEngine;
import io.rillway.cascade.CascadeException;
import io.rillway.cascade.CascadeException.Code;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.GraphException;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What no caller should ask for, and how each is refused. */
record BadInput(String name, Question question, List<Class<? extends RuntimeException>> refusals) {

    /** Asks the engine for it. */
    interface Question {
        void ask(CascadeEngine engine) throws InterruptedException;
    }

    private static final List<String> WEIRD =
            List.of("", " ", "nope", "../r1", "r1/..", "r1\u0000", "\uD83D\uDE00", "r".repeat(100_000), "**", "-");

    private static final List<BadInput> ALL = List.of(
            bad("a graph that is none", engine -> engine.edit(graph -> null), NullPointerException.class),
            bad("a change that throws", engine -> engine.edit(BadInput::fail), UnsupportedOperationException.class),
            bad("a cycle", BadInput::cycle, GraphException.class),
            bad("a missing need", BadInput::missing, GraphException.class),
            bad("no lines", engine -> engine.lastOutput("r0", 0), IllegalArgumentException.class),
            bad("no time", engine -> engine.stopChildren(Duration.ZERO), IllegalArgumentException.class),
            bad("no request", engine -> engine.run(null), NullPointerException.class));

    private static BadInput bad(String name, Question question, Class<? extends RuntimeException> refusal) {
        return new BadInput(name, question, List.of(refusal));
    }

    static BadInput of(Random random) {
        if (random.nextBoolean()) {
            return ALL.get(random.nextInt(ALL.size()));
        }
        String id = WEIRD.get(random.nextInt(WEIRD.size()));
        List<Question> questions = List.of(
                engine -> engine.start(id),
                engine -> engine.stop(id),
                engine -> engine.plan(CascadeRequest.start(id)),
                engine -> engine.confirm(id),
                engine -> engine.lastOutput(id, 1),
                engine -> engine.test(id));
        return new BadInput("the id " + id, questions.get(random.nextInt(questions.size())), List.of());
    }

    private static ResourceGraph fail(ResourceGraph present) {
        throw new UnsupportedOperationException("not " + present.ids().size());
    }

    private static void cycle(CascadeEngine engine) {
        engine.edit(graph -> graph.with(Resource.named("x").dependsOn("y").build())
                .with(Resource.named("y").dependsOn("x").build()));
    }

    private static void missing(CascadeEngine engine) {
        engine.edit(graph -> graph.with(Resource.named("x").dependsOn("nobody").build()));
    }

    void offer(CascadeEngine engine, FuzzWorld world) throws InterruptedException {
        try {
            question.ask(engine);
            world.note(new Note.Complained(name + " was taken"));
        } catch (CascadeException e) {
            boolean known = e.code() == Code.CLOSED || (refusals.isEmpty() && e.code() == Code.NOT_FOUND);
            if (!known) {
                world.note(new Note.Complained(name + " was refused with " + e.code()));
            }
        } catch (RuntimeException e) {
            if (!refusals.contains(e.getClass())) {
                world.note(new Note.Complained(name + " was refused with " + e));
            }
        }
    }
}
