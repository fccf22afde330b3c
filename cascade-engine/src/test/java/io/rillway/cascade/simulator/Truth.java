// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.simulator;

import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.simulator.Seen.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How all resources really stand, and since when; nothing of what an engine believes. */
final class Truth {

    /** An engine looks every second, and a look takes a while: for so long it cannot know better. */
    static final long UNSEEN_MILLIS = 6000;

    private final Map<String, State> states = new HashMap<>();
    private final Map<String, Long> since = new HashMap<>();
    private ResourceGraph graph;

    Truth(ResourceGraph graph) {
        this.graph = graph;
    }

    ResourceGraph graph() {
        return graph;
    }

    void graph(ResourceGraph next) {
        graph = next;
    }

    void stands(Seen.Stands change) {
        states.put(change.id(), change.state());
        since.put(change.id(), change.at());
    }

    private State state(String id) {
        return states.getOrDefault(id, State.DOWN);
    }

    /** Whether it has been so for long enough to be known. */
    boolean isOld(String id, long now) {
        return now - since.getOrDefault(id, Long.MIN_VALUE / 2) > UNSEEN_MILLIS;
    }

    boolean isRunning(String id) {
        return state(id) == State.RUNNING || state(id) == State.HEALTHY;
    }

    boolean isHealthy(String id) {
        return state(id) == State.HEALTHY;
    }

    boolean satisfies(String id, Condition condition) {
        return switch (condition) {
            case STARTED -> isRunning(id) || state(id) == State.ENDED_WELL;
            case HEALTHY -> isHealthy(id) || state(id) == State.ENDED_WELL;
            case COMPLETED -> state(id) == State.ENDED_WELL;
        };
    }

    /** The hard needs of a resource that do not satisfy it although an engine could know; groups by what they need. */
    List<String> lacking(String id, long now) {
        List<String> lacking = new ArrayList<>();
        addLacking(graph.resource(id), now, lacking);
        return lacking;
    }

    private void addLacking(Resource user, long now, List<String> lacking) {
        user.host().ifPresent(host -> addIfLacking(host, Condition.HEALTHY, now, lacking));
        for (Dependency need : user.dependencies()) {
            if (need.required()) {
                addIfLacking(need.on(), need.condition(), now, lacking);
            }
        }
    }

    private void addIfLacking(String id, Condition condition, long now, List<String> lacking) {
        Resource need = graph.resource(id);
        if (need.isGroup()) {
            addLacking(need, now, lacking);
        } else if (!satisfies(id, condition) && isOld(id, now)) {
            lacking.add(id);
        }
    }

    /** Who runs, and has for long enough to be known, and needs this directly: hard, or in any way. */
    List<String> users(String id, boolean softToo, long now) {
        List<String> users = new ArrayList<>();
        for (Resource user : graph.resources()) {
            boolean needs = user.host().filter(id::equals).isPresent()
                    || user.dependencies().stream()
                            .anyMatch(need -> need.on().equals(id) && (softToo || need.required()));
            if (needs && !user.isGroup() && isRunning(user.id()) && isOld(user.id(), now)) {
                users.add(user.id());
            }
        }
        return users;
    }

    /** Everything upstream, by a walk of its own. */
    Set<String> upstream(String id) {
        Set<String> found = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(List.of(id));
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            if (found.add(next)) {
                Resource resource = graph.resource(next);
                resource.dependencies().forEach(need -> open.add(need.on()));
                resource.host().ifPresent(open::add);
            }
        }
        return found;
    }

    /** What a stop is about: the target, what runs on a member, and if they go too, what requires one. */
    Set<String> members(String target, boolean dependentsToo) {
        Set<String> found = new LinkedHashSet<>(Set.of(target));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Resource resource : graph.resources()) {
                boolean hosted = resource.host().filter(found::contains).isPresent();
                boolean requires = dependentsToo
                        && resource.dependencies().stream()
                                .anyMatch(need -> need.required() && found.contains(need.on()));
                grown |= (hosted || requires) && found.add(resource.id());
            }
        }
        return found;
    }

    /** What may go because nothing needs it any more: functional dependencies of these, recursively. */
    Set<String> unused(Set<String> members) {
        Set<String> found = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(members);
        while (!open.isEmpty()) {
            for (Dependency need : graph.resource(open.remove(open.size() - 1)).dependencies()) {
                Resource resource = graph.resource(need.on());
                boolean isHost = graph.resources().stream()
                        .anyMatch(
                                other -> other.host().filter(need.on()::equals).isPresent());
                if (!members.contains(need.on())
                        && resource.stopping().whenUnused()
                        && !isHost
                        && found.add(need.on())) {
                    open.add(need.on());
                }
            }
        }
        return found;
    }
}
