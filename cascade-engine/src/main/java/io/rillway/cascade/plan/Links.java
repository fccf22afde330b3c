// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Link;
import io.rillway.cascade.model.LinkRow;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What each resource of a plan waits for. A resource without a step hands the waits of its own on, so that order holds
 * across it.
 */
final class Links {

    private final BitSet steps = new BitSet();
    private final Map<Integer, LinkRow> byResource = new HashMap<>();
    private boolean haveAllSteps = true;

    /** The steps that a resource with these direct links waits for; they are to what was put before. */
    LinkRow resolve(LinkRow direct) {
        if (haveAllSteps || areSteps(direct)) {
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

    private boolean areSteps(LinkRow direct) {
        for (int i = 0; i < direct.size(); i++) {
            if (!steps.get(direct.on(i))) {
                return false;
            }
        }
        return true;
    }

    void put(int number, boolean hasStep, LinkRow links) {
        haveAllSteps &= hasStep;
        if (hasStep) {
            steps.set(number);
        } else if (links.size() > 0) {
            byResource.put(number, links);
        }
    }
}
