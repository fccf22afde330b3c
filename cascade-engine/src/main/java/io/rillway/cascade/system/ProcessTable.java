// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.system;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The processes of this machine at the moment of asking; one that is dead but not yet reaped is not among them.
 *
 * <p>Throws {@link java.io.UncheckedIOException} where the machine does not answer.
 */
public interface ProcessTable {

    /** {@return the table of this machine} */
    static ProcessTable ofThisSystem() {
        Path proc = Path.of("/proc");
        boolean linux = File.separatorChar == '/' && Files.isReadable(proc.resolve("self/stat"));
        return linux ? new ProcTable(proc) : new HandleTable();
    }

    /** {@return the process that has the pid now} */
    Optional<ProcessEntry> find(long pid);

    /** {@return every process that this program may see} */
    List<ProcessEntry> all();

    /** {@return what the process was given as the environment variable, where that can be read} */
    Optional<String> variable(long pid, String name);

    /** {@return who has the pid now; an identity that is nobody's where it has ended} */
    default ProcessIdentity identify(long pid) {
        return find(pid).map(ProcessEntry::identity).orElseGet(() -> new ProcessIdentity("", pid, -1));
    }

    /** {@return whether this very process lives} */
    default boolean isAlive(ProcessIdentity identity) {
        return find(identity.pid()).map(ProcessEntry::identity).equals(Optional.of(identity));
    }
}
