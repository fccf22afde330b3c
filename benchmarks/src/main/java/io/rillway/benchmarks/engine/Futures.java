// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What one would write by hand: a future for each node, after those that it needs. */
final class Futures implements AutoCloseable {

    private final Dag dag;
    private final NoOp[] nodes;
    private final ExecutorService threads;

    Futures(Dag dag, int parallel) {
        this.dag = dag;
        this.nodes = new NoOp[dag.size()];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = new NoOp();
        }
        this.threads = Executors.newFixedThreadPool(parallel);
    }

    void start() {
        CompletableFuture<?>[] done = new CompletableFuture<?>[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            int[] needs = dag.needs(i);
            CompletableFuture<?>[] before = new CompletableFuture<?>[needs.length];
            for (int k = 0; k < needs.length; k++) {
                before[k] = done[needs[k]];
            }
            done[i] = CompletableFuture.allOf(before).thenRunAsync(nodes[i]::start, threads);
        }
        done[nodes.length - 1].join();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
