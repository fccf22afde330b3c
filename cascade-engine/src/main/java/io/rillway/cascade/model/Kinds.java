// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import io.rillway.cascade.model.Dependency.Condition;
import java.util.BitSet;
import java.util.List;

/**
 * Of what kind each need of a graph is, by its place among the links, so that whoever walks along many needs does not have to look
 * for their dependencies all over the heap.
 */
final class Kinds {

    private final BitSet required = new BitSet();
    private final Condition[] conditions;

    private Kinds(int needs) {
        this.conditions = new Condition[needs];
    }

    static Kinds of(List<Resource> resources, Edges needs) {
        Kinds kinds = new Kinds(needs.size());
        int place = 0;
        for (Resource resource : resources) {
            for (Dependency need : resource.dependencies()) {
                kinds.required.set(place, need.required());
                kinds.conditions[place++] = need.condition();
            }
        }
        return kinds;
    }

    boolean isRequired(int place) {
        return required.get(place);
    }

    Condition condition(int place) {
        return conditions[place];
    }
}
