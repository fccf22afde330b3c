// SPDX-License-Identifier: Apache-2.0
package io.rillway.benchmarks.engine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A first look without JMH: runs one graph again and again in one program, and prints the best and the median time of a step,
 * what all processors spent on one, and the bytes allocated for one. Arguments: what (rillway, futures, guarded, floor), shape, steps, runs.
 */
public final class Quick {

    private static final int PARALLEL = 16;

    private Quick() {}

    /**
     * Runs.
     *
     * @param args what, shape, steps, runs
     */
    public static void main(String[] args) {
        Shape shape = Shape.valueOf(args[1].toUpperCase(Locale.ROOT));
        int steps = Integer.parseInt(args[2]);
        int runs = Integer.parseInt(args[3]);
        Dag dag = Dag.of(shape, steps);
        String name = args[0] + " " + shape + " " + steps;
        switch (args[0]) {
            case "rillway" -> {
                try (Engine engine = new Engine(dag, Engine.options(PARALLEL))) {
                    measure(name, steps, runs, engine::stop, engine::start);
                }
            }
            case "futures" -> {
                try (Futures futures = new Futures(dag, PARALLEL)) {
                    measure(name, steps, runs, () -> {}, futures::start);
                }
            }
            case "guarded" -> {
                try (GuardedFutures futures = new GuardedFutures(dag, PARALLEL)) {
                    measure(name, steps, runs, futures::stop, futures::start);
                }
            }
            case "floor" -> {
                Floor floor = new Floor(dag);
                measure(name, steps, runs, floor::stop, floor::start);
            }
            default ->
                throw new IllegalArgumentException(
                        "what: " + args[0] + " (expected: rillway, futures, guarded or floor)");
        }
    }

    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void measure(String name, int steps, int runs, Runnable before, Runnable run) {
        double[] micros = new double[runs];
        double[] bytes = new double[runs];
        double[] processor = new double[runs];
        Allocated allocated = new Allocated();
        for (int i = 0; i < runs; i++) {
            before.run();
            long used = processorNanos();
            allocated.begin();
            run.run();
            allocated.end(steps);
            processor[i] = (processorNanos() - used) / 1000.0 / steps;
            micros[i] = allocated.nanosPerStep / 1000;
            bytes[i] = allocated.bytesPerStep;
        }
        Arrays.sort(micros);
        Arrays.sort(bytes);
        Arrays.sort(processor);
        Consumer<String> out = System.out::println;
        out.accept(String.format(
                Locale.ROOT,
                "%s: best %.2f us, quarter %.2f us, median %.2f us a step; of all processors best %.2f, median %.2f us; median %.0f bytes a step",
                name,
                micros[0],
                micros[runs / 4],
                micros[runs / 2],
                processor[0],
                processor[runs / 2],
                bytes[runs / 2]));
    }
}
