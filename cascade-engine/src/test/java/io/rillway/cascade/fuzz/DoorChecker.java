// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.fuzz;

import io.rillway.cascade.CascadeException.Code;
import io.rillway.cascade.fuzz.FuzzWorld.Timed;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.cascade.simulator.Open;
import io.rillway.events.catalog.CascadeEvents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads what was seen at the door and of the resources, and says which promises were not kept. Threads see things a little
 * later than they happen, so that a request counts as open from before it is asked until after its end is told, and of two
 * graphs around an edit either may be the one that holds.
 */
final class DoorChecker {

    private final List<String> complaints = new ArrayList<>();
    private final Grounds grounds = new Grounds();
    private final List<ResourceGraph> graphs = new ArrayList<>();
    private final Map<Integer, Ask> asks = new TreeMap<>();
    private final Map<String, List<Ask>> byCascade = new HashMap<>();
    private final Set<String> ends = new HashSet<>();
    private final Set<String> calls = new HashSet<>();
    private final Map<String, Ask> keys = new HashMap<>();
    private final Map<String, String> idsByKey = new HashMap<>();
    private long now;
    private boolean sweeping;

    /** What is wrong with what was seen. */
    List<String> check(List<Timed> notes) {
        for (Timed timed : notes) {
            now = timed.nanos();
            check(timed.note());
        }
        byCascade.keySet().stream()
                .filter(id -> !ends.contains(id))
                .forEach(id -> complain("LIVENESS " + id + " was never told to end"));
        return complaints;
    }

    private void check(Note note) {
        if (note instanceof Note.Stands stands) {
            grounds.stands(stands, now);
        } else if (note instanceof Note.Called called) {
            called(called);
        } else if (note instanceof Note.Returned returned) {
            calls.remove(returned.id());
        } else if (note instanceof Note.Told told) {
            told(told.event().data());
        } else if (note instanceof Note.Complained complained) {
            complain("DOOR " + complained.what());
        } else if (note instanceof Note.Sweeping) {
            sweeping = true;
        } else {
            asked(note);
        }
    }

    private void asked(Note note) {
        if (note instanceof Note.Asked asked) {
            Ask ask = new Ask(asked.request());
            graphs.forEach(ask::consider);
            asks.put(asked.number(), ask);
        } else if (note instanceof Note.Answered answered) {
            answered(answered, Optional.ofNullable(asks.get(answered.number())).orElseThrow());
        } else if (note instanceof Note.Confirming confirming) {
            byCascade.getOrDefault(confirming.cascadeId(), List.of()).forEach(this::confirm);
        } else {
            graph(note);
        }
    }

    /** What an ended one has proposed goes by the graph as it is now. */
    private void confirm(Ask ask) {
        ask.confirm();
        graphs.forEach(ask::consider);
    }

    private void graph(Note note) {
        if (note instanceof Note.Editing editing) {
            add(editing.next());
        } else if (note instanceof Note.Edited edited && edited.taken()) {
            // One that is gone was followed by another already.
            graphs.subList(0, Math.max(0, graphs.indexOf(edited.next()))).clear();
        } else if (note instanceof Note.Edited edited) {
            graphs.remove(edited.next());
        } else if (note instanceof Note.Reopened reopened) {
            sweeping = false;
            graphs.clear();
            add(reopened.graph());
        }
    }

    private void add(ResourceGraph graph) {
        graphs.add(graph);
        asks.values().stream().filter(ask -> ask.isOpen(now)).forEach(ask -> ask.consider(graph));
    }

    private void answered(Note.Answered answered, Ask ask) {
        answered.cascadeId().ifPresent(id -> {
            byCascade.computeIfAbsent(id, key -> new ArrayList<>()).add(ask);
            if (ends.contains(id)) {
                ask.end(now, true);
            }
            checkKey(ask, id);
        });
        answered.refusal()
                .filter(code -> code != Code.CLOSED && code != Code.JOURNAL_UNAVAILABLE)
                .ifPresent(code -> ask.end(now, false));
    }

    /** Who repeats a request with its key finds the cascade of the first. */
    private void checkKey(Ask ask, String id) {
        ask.request().options().idempotencyKey().ifPresent(key -> {
            Ask first = keys.putIfAbsent(key, ask);
            String known = idsByKey.putIfAbsent(key, id);
            if (first != null && !(first.request().equals(ask.request()) && id.equals(known))) {
                complain("KEY " + key + " is " + known + " for " + first.request() + " and " + id + " for "
                        + ask.request());
            }
        });
    }

    private Stream<Ask> open() {
        return asks.values().stream().filter(ask -> ask.isOpen(now));
    }

    private boolean isAllowed(Predicate<Open> what) {
        return open().anyMatch(ask -> ask.allows(what));
    }

    private void called(Note.Called called) {
        String id = called.id();
        if (!calls.add(id)) {
            complain("ONE_ACTION " + called + " while another order is under way");
        }
        if (called.action() == Action.START) {
            start(id);
        } else if (!sweeping) {
            stop(id);
        }
    }

    /** By every graph that may hold, so that it is certain. */
    private void certain(String what, Function<ResourceGraph, List<String>> wrong) {
        List<List<String>> found = graphs.stream().map(wrong).toList();
        if (found.stream().noneMatch(List::isEmpty)) {
            complain("ORDER " + what + " " + found);
        }
    }

    private void start(String id) {
        certain("start " + id + " without", graph -> grounds.lacking(graph, id, now));
        if (!isAllowed(open -> open.allowsStart(id))) {
            complain("SCOPE start " + id + ", which nobody asked for");
        }
    }

    private void stop(String id) {
        if (!isAllowed(open -> open.allowsStop(id))) {
            complain("PROTECTION stop " + id + ", which nobody asked for");
        }
        boolean member = isAllowed(open -> open.asksToStop(id));
        boolean ignored = isAllowed(open -> open.asksToStop(id) && open.ignoresDependents());
        certain("stop " + id + " of which users are up:", graph -> grounds.users(graph, id, member, ignored, now));
        boolean free = graphs.stream()
                .anyMatch(graph -> graph.find(id)
                        .filter(resource -> !resource.stopping().confirm())
                        .isPresent());
        if (!free && !isAllowed(open -> open.isConfirmed() || open.isUndoing(id))) {
            complain("PROTECTION stop " + id + ", which nobody has confirmed");
        }
    }

    private void told(Object event) {
        if (event instanceof CascadeEvents.Complete complete) {
            end(complete.cascadeId(), false);
        } else if (event instanceof CascadeEvents.Failure failure) {
            end(failure.cascadeId(), true);
        } else if (event instanceof CascadeEvents.Progress progress && ends.contains(progress.cascadeId())) {
            complain("ONE_END " + progress.cascadeId() + " tells progress after its end");
        }
    }

    private void end(String id, boolean wasCutOff) {
        if (!ends.add(id)) {
            complain("ONE_END " + id + " ends twice");
        }
        byCascade.getOrDefault(id, List.of()).forEach(ask -> ask.end(now, wasCutOff));
    }

    private void complain(String what) {
        complaints.add(what);
    }
}
