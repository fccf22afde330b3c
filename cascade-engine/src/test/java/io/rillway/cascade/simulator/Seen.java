// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.simulator;

import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.events.Event;

/** Something that could be observed from outside, at a time in milliseconds. */
sealed interface Seen {

    /** When. */
    long at();

    /** An order reached the platform. */
    record Called(long at, String id, Action action) implements Seen {}

    /** The call of an order returned. */
    record Returned(long at, String id) implements Seen {}

    /** How a resource stands has changed. */
    record Stands(long at, String id, State state) implements Seen {}

    /** How a resource can stand. */
    enum State {
        DOWN,
        RUNNING,
        HEALTHY,
        ENDED_WELL
    }

    /** Somebody asked for a cascade. */
    record Requested(long at, int number, CascadeRequest request) implements Seen {}

    /** The answer to a request: a cascade, or a refusal. */
    record Answered(long at, int number, String cascadeId, String refusal) implements Seen {}

    /** The answer to the question what a request would do. */
    record Planned(long at, Plan plan) implements Seen {}

    /** Nothing has been under way for a while; if a request was made just after a plan, this is what it was to do. */
    record Rested(long at, Plan plan) implements Seen {}

    /** Somebody cancelled a cascade. */
    record Cancelled(long at, String cascadeId) implements Seen {}

    /** Somebody confirmed a cascade. */
    record Confirmed(long at, String cascadeId) implements Seen {}

    /** The graph is another one. */
    record Edited(long at, ResourceGraph graph) implements Seen {}

    /** The engine told something. */
    record Told(long at, Event event) implements Seen {}
}
