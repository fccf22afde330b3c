// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a change of the graph touches. */
final class Edits {

    private Edits() {}

    /** The resources that differ, and the other ends of links that they had and have no more, or the reverse. */
    static Set<String> touched(ResourceGraph present, ResourceGraph next, Collection<String> differing) {
        Set<String> touched = new LinkedHashSet<>(differing);
        for (String id : differing) {
            Set<Object> before = links(present, id);
            Set<Object> after = links(next, id);
            before.stream().filter(link -> !after.contains(link)).forEach(link -> touched.add(other(link)));
            after.stream().filter(link -> !before.contains(link)).forEach(link -> touched.add(other(link)));
        }
        return touched;
    }

    /** Its dependencies, and the id of its host. */
    private static Set<Object> links(ResourceGraph graph, String id) {
        Set<Object> links = new HashSet<>();
        graph.find(id).ifPresent(resource -> links.addAll(resource.dependencies()));
        graph.find(id).flatMap(Resource::host).ifPresent(links::add);
        return links;
    }

    private static String other(Object link) {
        return link instanceof Dependency need ? need.on() : (String) link;
    }
}
