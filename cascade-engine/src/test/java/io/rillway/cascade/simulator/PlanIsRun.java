// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.simulator;

import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.Plan;
import java.util.Optional;

/** Asks what a request would do, then does it, and lets the world rest before and after. */
final class PlanIsRun {

    private final World world;

    PlanIsRun(World world) {
        this.world = world;
    }

    void play(CascadeRequest request) {
        Optional<Plan> plan = world.plan(request);
        world.request(request);
        world.rest();
        plan.ifPresent(made -> world.seen().add(new Seen.Rested(world.now(), made)));
    }
}
