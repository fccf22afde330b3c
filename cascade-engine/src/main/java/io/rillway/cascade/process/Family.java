// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import io.rillway.cascade.system.ProcessEntry;
import io.rillway.cascade.system.ProcessIdentity;
import io.rillway.cascade.system.ProcessTable;
import io.rillway.cascade.system.Signals;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A child and all that came from it: its session, or where it leads none its descendants, and whoever carries its mark.
 *
 * <p>A pid that is written down proves nothing once its process is dead. So a session counts as the child's only while
 * somebody in it is known to be family; those seen once are known by their identity from then on. Owned by one thread.
 */
final class Family {

    private final ProcessTable table;
    private final long leaderPid;
    private final long begun;
    private final @Nullable RunMark mark;
    private final Set<ProcessIdentity> known = new HashSet<>();

    private Family(ProcessTable table, @Nullable ProcessIdentity leader, @Nullable RunMark mark) {
        this.table = table;
        this.leaderPid = leader == null ? 0 : leader.pid();
        this.begun = leader == null ? 0 : leader.started();
        this.mark = mark;
        if (leader != null) {
            known.add(leader);
        }
    }

    /**
     * {@return the family of a child}
     *
     * @param leader the child, dead or alive; null where it is not known
     * @param mark what it carries; null for nothing
     */
    static Family of(ProcessTable table, @Nullable ProcessIdentity leader, @Nullable RunMark mark) {
        return new Family(table, leader, mark);
    }

    /** {@return those that live} */
    List<ProcessEntry> members() {
        List<ProcessEntry> all = table.all();
        learn(all, this::isMarked);
        Predicate<ProcessEntry> inSession = process -> leaderPid != 0 && process.session() == leaderPid;
        if (all.stream().filter(inSession).anyMatch(this::isKnown)) {
            learn(all, inSession);
        } else {
            learnDescendants(all);
        }
        return all.stream().filter(this::isKnown).toList();
    }

    boolean isGone() {
        return members().isEmpty();
    }

    /** Sends a signal to all of them. */
    void signal(String name) throws InterruptedException {
        List<ProcessEntry> members = members();
        boolean leadsGroup = members.stream().anyMatch(process -> process.group() == leaderPid);
        Signals.send(name, members, leadsGroup ? leaderPid : 0);
    }

    private void learn(List<ProcessEntry> all, Predicate<ProcessEntry> condition) {
        all.stream()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> !isKnown(process) && condition.test(process))
                .forEach(process -> known.add(process.identity()));
    }

    private boolean isKnown(ProcessEntry process) {
        return known.contains(process.identity());
    }

    private boolean isMarked(ProcessEntry process) {
        return mark != null && process.identity().started() >= begun && mark.isOn(process, table);
    }

    private void learnDescendants(List<ProcessEntry> all) {
        int before;
        do {
            before = known.size();
            Set<Long> parents =
                    all.stream().filter(this::isKnown).map(ProcessEntry::pid).collect(Collectors.toSet());
            learn(all, process -> parents.contains(process.parent()));
        } while (known.size() > before);
    }
}
