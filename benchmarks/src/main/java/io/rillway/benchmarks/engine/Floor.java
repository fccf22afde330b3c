// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.engine;

import io.rillway.cascade.connector.ConnectorStatus;
import io.rillway.cascade.journal.Chronicle;
import io.rillway.cascade.journal.JournalEntry;
import io.rillway.cascade.journal.JournalEntry.Mark;
import io.rillway.cascade.journal.MemoryJournal;
import io.rillway.cascade.model.Action;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.Plan;
import io.rillway.cascade.model.Plan.Cause;
import io.rillway.cascade.model.ResourceStatus;
import io.rillway.events.catalog.StatusEvents.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What the promised work costs if nobody protects anybody: the same looks and orders, each with a limit that is set and taken away, the
 * same plan, and the same entries in the same journal and chronicle, on one thread, in the order of the nodes' numbers. A call that
 * hangs would hang everything, nothing can be cancelled, and nobody else may act meanwhile.
 */
final class Floor {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int TOLD = 256;

    private final Dag dag;
    private final NoOp[] nodes;
    private final String[] ids;
    private final MemoryJournal journal = new MemoryJournal();
    private final Deque<Limit> limits = new ArrayDeque<>();
    private final boolean[] online;
    private int done;

    /** When a call has to have returned, and whose it is. */
    private record Limit(long atNanos, NoOp whose) {}

    Floor(Dag dag) {
        this.dag = dag;
        this.nodes = new NoOp[dag.size()];
        this.ids = new String[dag.size()];
        this.online = new boolean[dag.size()];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = new NoOp();
            ids[i] = "r" + i;
        }
    }

    void start() {
        done = 0;
        CascadeRequest request = CascadeRequest.start(ids[nodes.length - 1]);
        JournalEntry.Admitted first = new JournalEntry.Admitted(Instant.now(), "c", request, false);
        Chronicle chronicle = Chronicle.of(first);
        append(first);
        for (int i = 0; i < nodes.length; i++) {
            look(i);
        }
        write(chronicle, new JournalEntry.Planned(Instant.now(), "c", plan(request)));
        for (int i = 0; i < nodes.length; i++) {
            run(chronicle, i);
        }
        write(chronicle, new JournalEntry.Completed(Instant.now(), "c", request.resourceId(), List.of()));
        journal.published(append(first));
    }

    private Plan plan(CascadeRequest request) {
        List<Plan.Step> steps = new ArrayList<>(nodes.length);
        for (int i = 0; i < nodes.length; i++) {
            int[] needs = dag.needs(i);
            String[] after = new String[needs.length];
            for (int k = 0; k < needs.length; k++) {
                after[k] = ids[needs[k]];
            }
            steps.add(new Plan.Step(ids[i], ids[i], Cause.DEPENDENCY, request.resourceId(), List.of(after)));
        }
        return new Plan(Action.START, request.resourceId(), steps, List.of(), List.of(), List.of());
    }

    private void run(Chronicle chronicle, int node) {
        if (isOnline(node) || !areOnline(dag.needs(node))) {
            throw new IllegalStateException("node: " + node + " (expected: one that may begin)");
        }
        write(chronicle, new JournalEntry.StepBegun(Instant.now(), "c", mark(node, 0), ids[node], ids[node]));
        limits.addLast(new Limit(System.nanoTime() + LIMIT.toNanos(), nodes[node]));
        if (nodes[node].status().state() != ConnectorStatus.State.RUNNING) {
            nodes[node].start();
        }
        limits.removeFirst();
        look(node);
        append(new JournalEntry.StatusChanged(Instant.now(), ids[node], Kind.RESOURCE, ResourceStatus.ONLINE));
        write(chronicle, new JournalEntry.StepDone(Instant.now(), "c", mark(node, 1), ids[node], ids[node]));
    }

    private Mark mark(int node, int more) {
        done += more;
        return new Mark(ids[nodes.length - 1], Action.START, node + 1, nodes.length, done, null);
    }

    private void look(int node) {
        limits.addLast(new Limit(System.nanoTime() + LIMIT.toNanos(), nodes[node]));
        online[node] = nodes[node].status().state() == ConnectorStatus.State.RUNNING;
        limits.removeFirst();
    }

    private boolean isOnline(int node) {
        return online[node];
    }

    private boolean areOnline(int[] needs) {
        for (int need : needs) {
            if (!online[need]) {
                return false;
            }
        }
        return true;
    }

    private void write(Chronicle chronicle, JournalEntry.OfCascade entry) {
        chronicle.apply(entry);
        append(entry);
    }

    private long append(JournalEntry entry) {
        long position = journal.append(entry);
        if (position % TOLD == 0) {
            journal.published(position);
        }
        return position;
    }

    void stop() {
        for (NoOp node : nodes) {
            node.stop();
        }
    }
}
