// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each resource of a plan waits for. A resource without a step hands the waits of its own on, so that order holds
 * across it.
 */
final class Links {

    private static final int FEW = 16;

    private final Map<String, List<Link>> byResource = new HashMap<>();
    private final Map<String, Boolean> steps = new HashMap<>();

    /** The steps that a resource with these direct links waits for. */
    List<Link> resolve(List<Link> direct) {
        if (areSteps(direct)) {
            return direct;
        }
        Map<String, Link> resolved = new LinkedHashMap<>();
        for (Link link : direct) {
            if (steps.getOrDefault(link.on(), false)) {
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
            String on = direct.get(i).on();
            if (!steps.getOrDefault(on, false) || isBefore(on, direct, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBefore(String on, List<Link> direct, int end) {
        for (int i = 0; i < end; i++) {
            if (direct.get(i).on().equals(on)) {
                return true;
            }
        }
        return false;
    }

    void put(String id, boolean hasStep, List<Link> links) {
        steps.put(id, hasStep);
        byResource.put(id, links);
    }

    List<Link> of(String id) {
        return byResource.getOrDefault(id, List.of());
    }

    static List<String> ids(List<Link> links) {
        List<String> ids = new ArrayList<>(links.size());
        links.forEach(link -> ids.add(link.on()));
        return ids;
    }
}
