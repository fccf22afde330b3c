// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.fuzz;

import io.rillway.cascade.CascadeEngine;
import io.rillway.cascade.EngineOptions;
import io.rillway.cascade.model.OnRestart;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.testing.RecordingSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/** The engine that callers meet: one after another over the same world and journal. */
final class Door implements AutoCloseable {

    private final FuzzWorld world;
    private final Lives lives;
    private final EngineOptions options;
    private volatile CascadeEngine engine;

    Door(FuzzWorld world, Lives lives, Path folder, ResourceGraph graph) {
        this.world = world;
        this.lives = lives;
        RecordingSink sink = new RecordingSink();
        sink.onEvent(event -> world.note(new Note.Told(event)));
        this.options = EngineOptions.defaults()
                .publishTo(sink)
                .withFolder(folder)
                .withMaxParallel(4)
                .withTimes(Duration.ofSeconds(1), Duration.ofMillis(20));
        this.engine = open(graph, OnRestart.RESUME);
    }

    private CascadeEngine open(ResourceGraph graph, OnRestart onRestart) {
        world.note(new Note.Reopened(graph));
        return CascadeEngine.open(graph, options.onRestart(onRestart).withJournal(lives::open));
    }

    CascadeEngine engine() {
        return engine;
    }

    /** Ends the engine in one of several ways, and opens the next one. */
    synchronized void restart(Random random) {
        CascadeEngine last = engine;
        int way = random.nextInt(3);
        if (way == 0) {
            lives.cut();
        } else if (way == 1) {
            world.note(new Note.Sweeping());
            last.stopChildren(Duration.ofMillis(1 + random.nextInt(200)));
        }
        last.close();
        engine = open(last.graph(), random.nextInt(3) == 0 ? OnRestart.FAIL : OnRestart.RESUME);
    }

    @Override
    public void close() {
        engine.close();
    }
}
