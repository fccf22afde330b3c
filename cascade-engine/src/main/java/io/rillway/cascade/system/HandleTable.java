// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.system;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table of any machine, by what the JDK knows of it: no groups, no sessions, nobody's environment. */
final class HandleTable implements ProcessTable {

    @Override
    public Optional<ProcessEntry> find(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(HandleTable::entry);
    }

    @Override
    public List<ProcessEntry> all() {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .map(HandleTable::entry)
                .toList();
    }

    @Override
    public Optional<String> variable(long pid, String name) {
        return Optional.empty();
    }

    private static ProcessEntry entry(ProcessHandle handle) {
        long started = handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        long parent = handle.parent().map(ProcessHandle::pid).orElse(0L);
        return new ProcessEntry(new ProcessIdentity("", handle.pid(), started), parent, 0, 0);
    }
}
