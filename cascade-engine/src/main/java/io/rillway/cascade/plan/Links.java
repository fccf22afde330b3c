// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Dependency.Condition;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each resource of a plan waits for. A resource without a step hands the waits of its own on, so that order holds
 * across it.
 */
final class Links {

    private static final int FEW = 16;

    private final BitSet steps = new BitSet();
    private final Map<Integer, List<Link>> byResource = new HashMap<>();

    // By the number of the resource; nearly all links are of this kind, and many steps wait for the same one.
    private final @Nullable Link[] hard;

    Links(int resources) {
        hard = new @Nullable Link[resources];
    }

    /** A wait for a step that has to end well. */
    Link hard(int on) {
        Link known = hard[on];
        if (known == null) {
            known = Link.hard(on);
            hard[on] = known;
        }
        return known;
    }

    /** A wait of some kind. */
    Link of(int on, boolean required, Condition condition) {
        return required && condition == Condition.HEALTHY ? hard(on) : new Link(on, required, condition);
    }

    /** The steps that a resource with these direct links waits for. */
    List<Link> resolve(List<Link> direct) {
        if (areSteps(direct)) {
            return direct;
        }
        Map<Integer, Link> resolved = new LinkedHashMap<>();
        for (Link link : direct) {
            if (steps.get(link.on())) {
                resolved.merge(link.on(), link, Link::and);
                continue;
            }
            for (Link behind : byResource.getOrDefault(link.on(), List.of())) {
                resolved.merge(behind.on(), link.required() ? behind : behind.soft(), Link::and);
            }
        }
        return List.copyOf(resolved.values());
    }

    /** Whether each of them is a step, and none is there twice, as one that is both needed and the host would be. */
    private boolean areSteps(List<Link> direct) {
        if (direct.size() > FEW) {
            return false;
        }
        for (int i = 0; i < direct.size(); i++) {
            int on = direct.get(i).on();
            if (!steps.get(on) || isBefore(on, direct, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBefore(int on, List<Link> direct, int end) {
        for (int i = 0; i < end; i++) {
            if (direct.get(i).on() == on) {
                return true;
            }
        }
        return false;
    }

    void put(int number, boolean hasStep, List<Link> links) {
        if (hasStep) {
            steps.set(number);
        } else if (!links.isEmpty()) {
            byResource.put(number, links);
        }
    }
}
