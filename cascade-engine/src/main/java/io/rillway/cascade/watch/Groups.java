// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.watch;

import io.rillway.cascade.model.Edges;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.cascade.model.Topology;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the members of each group of a graph stand, counted, so that a group of many is not walked through whenever one of them
 * changes. Of the coordinator alone.
 */
final class Groups {

    private final Topology graph;
    private final Edges groups;
    private final boolean any;
    private final Map<Integer, Members> members = new HashMap<>();
    private final Map<Integer, int[]> jobs = new HashMap<>();

    // By the numbers of resources: how each was counted last.
    private final @Nullable ResourceStatus[] counted;
    private final boolean[] active;

    Groups(Topology graph) {
        this.graph = graph;
        groups = graph.groups();
        any = groups.size() > 0;
        counted = new @Nullable ResourceStatus[graph.size()];
        active = new boolean[graph.size()];
    }

    /** Whether a resource is a member of any. */
    boolean hasMember(int number) {
        return any && groups.count(number) > 0;
    }

    /** A member stands like that from now on. */
    void count(int number, ResourceStatus status, boolean isActive) {
        ResourceStatus before = counted[number];
        if (before == status && active[number] == isActive) {
            return;
        }
        for (int i = groups.from(number); i < groups.to(number); i++) {
            Members group = of(groups.at(i));
            if (before != null) {
                group.add(-1, before, active[number]);
            }
            group.add(1, status, isActive);
        }
        counted[number] = status;
        active[number] = isActive;
    }

    /** The members of a group. */
    Members of(int group) {
        return members.computeIfAbsent(group, number -> new Members());
    }

    /** Those members of a group that are jobs. Not to be changed. */
    int[] jobs(int group) {
        return jobs.computeIfAbsent(group, this::findJobs);
    }

    private int[] findJobs(int group) {
        Edges needs = graph.needs();
        return IntStream.range(needs.from(group), needs.to(group))
                .filter(graph::isRequired)
                .map(needs::at)
                .filter(graph::isJob)
                .toArray();
    }
}
