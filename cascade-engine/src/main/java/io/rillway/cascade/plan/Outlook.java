// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Plan.Forecast;
import io.rillway.cascade.model.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long steps are going to take together: the longest way through them, and what fits side by side. */
final class Outlook {

    private final Topology graph;

    // By the number of a step's resource: the longest way to its end, and the step before it on that way.
    private final long[] wayMillis;
    private final int[] before;

    private Outlook(Topology graph) {
        this.graph = graph;
        this.wayMillis = new long[graph.size()];
        this.before = new int[graph.size()];
    }

    /** Of steps that each come after those that they wait for. */
    static Forecast of(Topology graph, List<DraftStep> steps, Experience experience) {
        if (steps.isEmpty()) {
            return new Forecast(List.of(), experience.isEmpty() ? null : Long.valueOf(0));
        }
        Outlook outlook = new Outlook(graph);
        int last = Topology.NONE;
        long longest = -1;
        long work = 0;
        for (DraftStep step : steps) {
            long way = outlook.measure(step);
            work += step.expectedMillis();
            if (way > longest) {
                longest = way;
                last = step.number();
            }
        }
        Long estimated = experience.isEmpty() ? null : Long.valueOf(Math.max(longest, work / experience.parallel()));
        return new Forecast(outlook.path(last), estimated);
    }

    private long measure(DraftStep step) {
        int latest = Topology.NONE;
        long longest = 0;
        LinkRow links = step.links();
        for (int i = 0; i < links.size(); i++) {
            int on = links.on(i);
            if (latest == Topology.NONE || wayMillis[on] > longest) {
                latest = on;
                longest = wayMillis[on];
            }
        }
        before[step.number()] = latest;
        wayMillis[step.number()] = step.expectedMillis() + longest;
        return wayMillis[step.number()];
    }

    private List<String> path(int end) {
        List<String> path = new ArrayList<>();
        for (int number = end; number != Topology.NONE; number = before[number]) {
            path.add(graph.id(number));
        }
        Collections.reverse(path);
        return path;
    }
}
