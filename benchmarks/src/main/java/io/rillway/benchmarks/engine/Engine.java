// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.engine;

import io.rillway.cascade.CascadeEngine;
import io.rillway.cascade.EngineOptions;
import io.rillway.cascade.model.CascadeOutcome;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeRequest.Dependents;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** The engine over a graph of resources that do nothing. */
final class Engine implements AutoCloseable {

    // Their records would fill the heap: each keeps its plan and its steps.
    private static final int KEPT = 4;

    private final CascadeEngine engine;
    private final String first;
    private final String last;

    Engine(Dag dag, EngineOptions options) {
        this.engine = CascadeEngine.open(ResourceGraph.of(resources(dag)), options);
        this.first = "r0";
        this.last = "r" + (dag.size() - 1);
    }

    /** No look between cascades, so that nothing is measured but them. */
    static EngineOptions options(int parallel) {
        return EngineOptions.defaults()
                .withMaxParallel(parallel)
                .withKeptCascades(KEPT)
                .withTimes(Duration.ofSeconds(30), Duration.ofHours(1));
    }

    static List<Resource> resources(Dag dag) {
        List<Resource> resources = new ArrayList<>(dag.size());
        for (int i = 0; i < dag.size(); i++) {
            Resource.Builder resource = Resource.named("r" + i).connector(site -> new NoOp());
            for (int need : dag.needs(i)) {
                resource.dependsOn("r" + need);
            }
            resources.add(resource.build());
        }
        return resources;
    }

    /** Looks at everything, plans, and starts it. */
    void start() {
        await(CascadeRequest.start(last));
    }

    /** Looks at everything, plans, and stops it. */
    void stop() {
        await(CascadeRequest.stop(first, Dependents.STOP));
    }

    private void await(CascadeRequest request) {
        try {
            CascadeOutcome outcome = engine.run(request).await(Duration.ofMinutes(5));
            if (!(outcome instanceof CascadeOutcome.Completed)) {
                throw new IllegalStateException("outcome: " + outcome + " (expected: completed)");
            }
        } catch (TimeoutException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
