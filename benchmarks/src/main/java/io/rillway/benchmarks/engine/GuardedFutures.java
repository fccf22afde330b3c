// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.engine;

import io.rillway.cascade.connector.ConnectorStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Futures by hand that give some of what the engine promises: each node is looked at before and after it is started, its status
 * stands in a table by its id, an event says that it begins and one that it has ended, and it may take 30 s at most. They still
 * make no plan, claim nothing, and nothing of them is found again.
 */
final class GuardedFutures implements AutoCloseable {

    private final Dag dag;
    private final NoOp[] nodes;
    private final String[] ids;
    private final ExecutorService threads;
    private final Map<String, String> statuses = new ConcurrentHashMap<>();

    // Guarded by itself.
    private final List<Event> events = new ArrayList<>();

    private record Event(Instant at, String id, String status, int number) {}

    GuardedFutures(Dag dag, int parallel) {
        this.dag = dag;
        this.nodes = new NoOp[dag.size()];
        this.ids = new String[dag.size()];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = new NoOp();
            ids[i] = "r" + i;
        }
        this.threads = Executors.newFixedThreadPool(parallel);
    }

    void start() {
        CompletableFuture<?>[] looks = new CompletableFuture<?>[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            int node = i;
            looks[i] = CompletableFuture.runAsync(() -> look(node), threads);
        }
        CompletableFuture.allOf(looks).join();
        CompletableFuture<?>[] done = new CompletableFuture<?>[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            int node = i;
            int[] needs = dag.needs(i);
            CompletableFuture<?>[] before = new CompletableFuture<?>[needs.length];
            for (int k = 0; k < needs.length; k++) {
                before[k] = done[needs[k]];
            }
            done[i] = CompletableFuture.allOf(before)
                    .thenRunAsync(() -> run(node), threads)
                    .orTimeout(30, TimeUnit.SECONDS);
        }
        done[nodes.length - 1].join();
    }

    private void run(int node) {
        tell(node, "starting");
        if (nodes[node].status() != ConnectorStatus.RUNNING) {
            nodes[node].start();
        }
        look(node);
        tell(node, "online");
    }

    private void look(int node) {
        statuses.put(ids[node], nodes[node].status() == ConnectorStatus.RUNNING ? "online" : "offline");
    }

    private void tell(int node, String status) {
        statuses.put(ids[node], status);
        Event event = new Event(Instant.now(), ids[node], status, node);
        synchronized (events) {
            events.add(event);
        }
    }

    void stop() {
        for (NoOp node : nodes) {
            node.stop();
        }
        events.clear();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
