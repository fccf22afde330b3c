// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import io.rillway.cascade.system.ProcessEntry;
import io.rillway.cascade.system.ProcessIdentity;
import io.rillway.cascade.system.ProcessTable;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a supervisor is to do.
 *
 * @param launch how the child is started
 * @param ending how it is ended
 * @param mark what it carries
 * @param table where processes are looked up
 */
public record Supervision(Launch launch, Ending ending, RunMark mark, ProcessTable table) {

    /** {@return the child that the mark on disk speaks of, if it lives} */
    Optional<ProcessIdentity> findAgain(Mark written) {
        ProcessIdentity child = written.child();
        return child == null ? findMarked() : Optional.of(child).filter(table::isAlive);
    }

    /** Of those that carry the mark, the one that leads a session and is oldest: the rest came from it. */
    private Optional<ProcessIdentity> findMarked() {
        return table.all().stream()
                .filter(process -> process.leadsSession() || !Launch.makesSession())
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> mark.isOn(process, table))
                .map(ProcessEntry::identity)
                .min(Comparator.comparingLong(ProcessIdentity::started));
    }

    /** {@return whether the child is where signals reach all of its group} */
    boolean isSettled(Child child) {
        return !Launch.makesSession()
                || table.find(child.identity().pid())
                        .map(process -> process.leadsSession() || process.session() == 0)
                        .orElse(true);
    }
}
