// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.model.Plan.Forecast;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long steps are going to take together: the longest way through them, and what fits side by side. */
final class Outlook {

    private Outlook() {}

    /** The longest way to the end of a step. */
    private record Way(String id, Optional<Way> before, long millis) {}

    /** Of steps that each come after those that they wait for. */
    static Forecast of(List<DraftStep> steps, Experience experience) {
        Map<String, Way> ways = new HashMap<>(steps.size() * 2);
        Optional<Way> longest = Optional.empty();
        long work = 0;
        for (DraftStep step : steps) {
            Way way = way(step, ways);
            ways.put(step.id(), way);
            work += step.expectedMillis();
            if (way.millis > longest.map(Way::millis).orElse(-1L)) {
                longest = Optional.of(way);
            }
        }
        long path = longest.map(Way::millis).orElse(0L);
        Long estimated = experience.isEmpty() ? null : Long.valueOf(Math.max(path, work / experience.parallel()));
        return new Forecast(path(longest), estimated);
    }

    private static Way way(DraftStep step, Map<String, Way> ways) {
        Way before = null;
        for (Link link : step.links()) {
            Way candidate = ways.get(link.on());
            if (candidate != null && (before == null || candidate.millis > before.millis)) {
                before = candidate;
            }
        }
        long millis = step.expectedMillis() + (before == null ? 0 : before.millis);
        return new Way(step.id(), Optional.ofNullable(before), millis);
    }

    private static List<String> path(Optional<Way> end) {
        List<String> path = new ArrayList<>();
        for (Optional<Way> way = end; way.isPresent(); way = way.get().before) {
            path.add(way.get().id);
        }
        Collections.reverse(path);
        return path;
    }
}
