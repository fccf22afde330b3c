// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.fuzz;

import io.rillway.cascade.CascadeException;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.events.Event;
import java.util.Optional;

/** Something that could be seen from outside. */
sealed interface Note {

    /** An order reaches a resource. */
    record Called(String id, Action action) implements Note {}

    /** An order has returned. */
    record Returned(String id) implements Note {}

    /** A resource is up or down from now on, by an order that counts or by accident. */
    record Stands(String id, boolean up, boolean ordered) implements Note {}

    /** Somebody is about to ask for a cascade. */
    record Asked(int number, CascadeRequest request) implements Note {}

    /** The answer: a cascade, or why there is none. */
    record Answered(int number, Optional<String> cascadeId, Optional<CascadeException.Code> refusal) implements Note {}

    /** Somebody is about to confirm a cascade. */
    record Confirming(String cascadeId) implements Note {}

    /** The graph is about to become another one, if the engine takes it. */
    record Editing(ResourceGraph next) implements Note {}

    /** The engine has taken a graph, or has not. */
    record Edited(ResourceGraph next, boolean taken) implements Note {}

    /** The engine is about to stop its children. */
    record Sweeping() implements Note {}

    /** Another engine is there. */
    record Reopened(ResourceGraph graph) implements Note {}

    /** The engine has told something. */
    record Told(Event event) implements Note {}

    /** A caller was answered as nobody may be. */
    record Complained(String what) implements Note {}
}
