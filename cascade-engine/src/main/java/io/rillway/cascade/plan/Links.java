// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What each resource of a plan waits for. A resource without a step hands the waits of its own on, so that order holds
 * across it.
 */
final class Links {

    private static final int FEW = 16;

    private final BitSet steps = new BitSet();
    private final Map<Integer, LinkRow> byResource = new HashMap<>();

    /** The steps that a resource with these direct links waits for. */
    LinkRow resolve(LinkRow direct) {
        if (areSteps(direct)) {
            return direct;
        }
        Map<Integer, Link> resolved = new LinkedHashMap<>();
        for (int i = 0; i < direct.size(); i++) {
            Link link = direct.at(i);
            if (steps.get(link.on())) {
                resolved.merge(link.on(), link, Link::and);
            } else {
                resolveBehind(link, resolved);
            }
        }
        return LinkRow.of(resolved.values());
    }

    private void resolveBehind(Link link, Map<Integer, Link> resolved) {
        LinkRow row = byResource.getOrDefault(link.on(), LinkRow.EMPTY);
        for (int i = 0; i < row.size(); i++) {
            Link behind = row.at(i);
            resolved.merge(behind.on(), link.required() ? behind : behind.soft(), Link::and);
        }
    }

    /** Whether each of them is a step, and none is there twice, as one that is both needed and the host would be. */
    private boolean areSteps(LinkRow direct) {
        if (direct.size() > FEW) {
            return false;
        }
        for (int i = 0; i < direct.size(); i++) {
            if (!steps.get(direct.on(i)) || isBefore(direct, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBefore(LinkRow direct, int end) {
        for (int i = 0; i < end; i++) {
            if (direct.on(i) == direct.on(end)) {
                return true;
            }
        }
        return false;
    }

    void put(int number, boolean hasStep, LinkRow links) {
        if (hasStep) {
            steps.set(number);
        } else if (links.size() > 0) {
            byResource.put(number, links);
        }
    }
}
