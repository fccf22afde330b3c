// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import io.rillway.cascade.system.Pace;
import io.rillway.cascade.system.ProcessIdentity;
import io.rillway.cascade.system.ProcessTable;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A child that this program started, or that an earlier one started and this one found again. */
final class Child {

    private final ProcessTable table;
    private final ProcessIdentity identity;

    /** Null where it was found again: then its exit code is not known, and only the table says whether it lives. */
    private final @Nullable Process process;

    private Child(ProcessTable table, ProcessIdentity identity, @Nullable Process process) {
        this.table = table;
        this.identity = identity;
        this.process = process;
    }

    static Child started(ProcessTable table, Process process) {
        return new Child(table, table.identify(process.pid()), process);
    }

    static Child found(ProcessTable table, ProcessIdentity identity) {
        return new Child(table, identity, null);
    }

    ProcessIdentity identity() {
        return identity;
    }

    boolean isAlive() {
        return process != null ? process.isAlive() : table.isAlive(identity);
    }

    /** {@return how it ended, where it has and that is known} */
    OptionalInt exitCode() {
        return process != null && !process.isAlive() ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
    }

    /** {@return whether it ended within the time} */
    boolean awaitExit(Duration time) throws InterruptedException {
        return process != null
                ? process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS)
                : Pace.await(() -> !table.isAlive(identity), time);
    }

    /** {@return a stage that completes after its end; the JDK sees that of a child found again within seconds} */
    CompletableFuture<?> onExit() {
        if (process != null) {
            return process.onExit();
        }
        return ProcessHandle.of(identity.pid())
                .filter(handle -> table.isAlive(identity))
                .<CompletableFuture<?>>map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }
}
