// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.engine;

import com.github.dexecutor.core.DefaultDexecutor;
import com.github.dexecutor.core.DexecutorConfig;
import com.github.dexecutor.core.ExecutionConfig;
import com.github.dexecutor.core.task.ExecutionResults;
import com.github.dexecutor.core.task.Task;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The same graph run by dexecutor; its graph can be run once, so that making it belongs to a run. */
final class Dexecutor implements AutoCloseable {

    private final Dag dag;
    private final ExecutorService threads;

    Dexecutor(Dag dag, int parallel) {
        this.dag = dag;
        this.threads = Executors.newFixedThreadPool(parallel);
    }

    void start() {
        DefaultDexecutor<Integer, Integer> executor =
                new DefaultDexecutor<>(new DexecutorConfig<Integer, Integer>(threads, id -> new Start()));
        for (int i = 0; i < dag.size(); i++) {
            for (int need : dag.needs(i)) {
                executor.addDependency(need, i);
            }
        }
        ExecutionResults<Integer, Integer> results = executor.execute(ExecutionConfig.TERMINATING);
        if (results.hasAnyResult() && !results.getErrored().isEmpty()) {
            throw new IllegalStateException("a node failed (expected: none)");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static final class Start extends Task<Integer, Integer> {

        private static final long serialVersionUID = 1L;

        private final transient NoOp node = new NoOp();

        @Override
        public Integer execute() {
            node.start();
            return getId();
        }
    }
}
