// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import io.rillway.cascade.system.ProcessTable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * One run of a command that is expected to end soon: bounded in time and in output.
 *
 * <p>When its time is over, or its caller is interrupted, the command and all that belongs to it is killed. When it ends
 * by itself, what it left running in the background stays.
 *
 * @param launch how it is started
 * @param timeout how long it may take, more than zero
 */
public record CommandRun(Launch launch, Duration timeout) {

    private static final int LAST_LINES = 20;
    private static final long TEND_MILLIS = 100;

    /** {@return what came of it; its output is kept in the file} */
    public CommandResult into(OutputFile output) throws IOException, InterruptedException {
        output.renew();
        return run(output);
    }

    /** {@return what came of it; its output is kept nowhere} */
    public CommandResult apart() throws IOException, InterruptedException {
        try (PassingOutput output = PassingOutput.create(OutputFile.BOUND_BYTES)) {
            return run(output);
        }
    }

    private CommandResult run(Written output) throws IOException, InterruptedException {
        Process process = launch.start(output, Map.of());
        boolean ended = false;
        try {
            output.opened();
            ended = await(process, output);
        } finally {
            if (!ended) {
                kill(process);
            }
        }
        OptionalInt exitCode = ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
        return new CommandResult(exitCode, output.tail(LAST_LINES));
    }

    private boolean await(Process process, Written output) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        long left = timeout.toNanos();
        while (left > 0) {
            if (process.waitFor(Math.min(left, TimeUnit.MILLISECONDS.toNanos(TEND_MILLIS)), TimeUnit.NANOSECONDS)) {
                return true;
            }
            output.tend();
            left = deadline - System.nanoTime();
        }
        return false;
    }

    private static void kill(Process process) throws IOException, InterruptedException {
        ProcessTable table = ProcessTable.ofThisSystem();
        Child child = Child.started(table, process);
        Ending.AT_ONCE.end(child, Family.of(table, child.identity(), null));
    }
}
