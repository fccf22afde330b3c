// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import io.rillway.cascade.model.Dependency.Condition;
import java.util.ArrayList;
import java.util.List;

/**
 * What a resource stands on: what it needs, in the order of its dependencies, and then its host, each once. It is made with the
 * graph, because every plan of a start says it of every step.
 *
 * <p><b>Threads:</b> immutable. <b>Errors:</b> none. <b>Limits:</b> those of its links.
 *
 * @param links the waits of its start for theirs
 * @param ids the same resources by their ids
 */
public record Footing(LinkRow links, List<String> ids) {

    /** That of a resource with these needs. */
    static Footing of(Topology graph, int number) {
        int host = graph.host(number);
        boolean hostIsNeeded = false;
        Edges needs = graph.needs();
        List<Link> links = new ArrayList<>(needs.count(number) + 1);
        for (int i = needs.from(number); i < needs.to(number); i++) {
            Link need = new Link(needs.at(i), graph.isRequired(i), graph.condition(i));
            hostIsNeeded |= need.on() == host;
            links.add(need.on() == host ? need.and(hosting(host)) : need);
        }
        if (host != Topology.NONE && !hostIsNeeded) {
            links.add(hosting(host));
        }
        LinkRow row = LinkRow.of(links);
        return new Footing(row, row.ids(graph));
    }

    private static Link hosting(int host) {
        return new Link(host, true, Condition.HEALTHY);
    }
}
