// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.LinkRow;
import io.rillway.cascade.model.Plan.Forecast;
import io.rillway.cascade.model.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long steps are going to take together: the longest way through them, and what fits side by side. */
final class Outlook {

    private final Topology graph;
    private final Experience experience;

    // By the number of a step's resource: the longest way to its end, and the step before it on that way.
    private final long[] wayMillis;
    private final int[] before;

    private int last = Topology.NONE;
    private long longestMillis = -1;
    private long workMillis;

    /** Of no step yet. */
    Outlook(Topology graph, Experience experience) {
        this.graph = graph;
        this.experience = experience;
        this.wayMillis = new long[graph.size()];
        this.before = new int[graph.size()];
    }

    /** A further step, after those that it waits for. */
    void add(DraftStep step) {
        int latest = Topology.NONE;
        long way = 0;
        LinkRow links = step.links();
        for (int i = 0; i < links.size(); i++) {
            int on = links.on(i);
            if (latest == Topology.NONE || wayMillis[on] > way) {
                latest = on;
                way = wayMillis[on];
            }
        }
        add(step.number(), latest, way + step.expectedMillis());
        workMillis += step.expectedMillis();
    }

    private void add(int number, int latest, long way) {
        before[number] = latest;
        wayMillis[number] = way;
        if (way > longestMillis) {
            longestMillis = way;
            last = number;
        }
    }

    Forecast forecast() {
        long millis = Math.max(Math.max(0, longestMillis), workMillis / experience.parallel());
        return new Forecast(path(), experience.isEmpty() ? null : Long.valueOf(millis));
    }

    private List<String> path() {
        List<String> path = new ArrayList<>();
        for (int number = last; number != Topology.NONE; number = before[number]) {
            path.add(graph.id(number));
        }
        Collections.reverse(path);
        return path;
    }
}
