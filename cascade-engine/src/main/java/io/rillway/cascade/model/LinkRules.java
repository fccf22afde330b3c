// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import io.rillway.cascade.model.GraphException.Code;
import java.util.List;
import java.util.Map;

/** Reads what resources need and run on by number; refuses a link to itself, to the same resource twice, and to nothing. */
final class LinkRules {

    private final Map<String, Integer> numbers;
    private final List<Resource> resources;

    LinkRules(Map<String, Integer> numbers, List<Resource> resources) {
        this.numbers = numbers;
        this.resources = resources;
    }

    /** The needs; the hosts are put in their places. */
    Edges read(int[] hosts) {
        int[] starts = new int[resources.size() + 1];
        for (int number = 0; number < resources.size(); number++) {
            starts[number + 1] =
                    starts[number] + resources.get(number).dependencies().size();
        }
        int[] ends = new int[starts[resources.size()]];
        int[] seenBy = new int[resources.size()];
        for (int number = 0; number < resources.size(); number++) {
            Resource resource = resources.get(number);
            int place = starts[number];
            for (Dependency need : resource.dependencies()) {
                int end = number(resource.id(), need.on());
                if (seenBy[end] == number + 1) {
                    throw duplicate(resource.id(), need.on());
                }
                seenBy[end] = number + 1;
                ends[place++] = end;
            }
            hosts[number] =
                    resource.host().map(host -> number(resource.id(), host)).orElse(Topology.NONE);
        }
        return new Edges(starts, ends);
    }

    private int number(String from, String to) {
        if (from.equals(to)) {
            throw new GraphException(
                    Code.DEPENDENCY_SELF_LINK,
                    "dependency: " + from + " -> " + to + " (expected: another resource)",
                    List.of(from, to));
        }
        Integer number = numbers.get(to);
        if (number == null) {
            throw new GraphException(
                    Code.NOT_FOUND,
                    "dependency: " + from + " -> " + to + " (expected: a resource of the graph)",
                    List.of(to));
        }
        return number;
    }

    private static GraphException duplicate(String from, String to) {
        return new GraphException(
                Code.DEPENDENCY_DUPLICATE,
                "dependency: " + from + " -> " + to + " (expected: named once)",
                List.of(from, to));
    }
}
