// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.system;

import java.util.Optional;

/**
 * A line of {@code /proc/<pid>/stat}.
 *
 * @param state the letter of its state
 * @param entry the process
 */
record ProcStat(char state, ProcessEntry entry) {

    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int GROUP = 2;
    private static final int SESSION = 3;
    private static final int STARTED = 19;

    /** {@return what the line says; empty if it says too little} */
    static Optional<ProcStat> parse(String boot, String line) {
        // The name stands in parentheses and may itself hold spaces and parentheses: all that counts comes after the
        // last.
        int nameEnd = line.lastIndexOf(')');
        int pidEnd = line.indexOf(' ');
        if (pidEnd < 1 || nameEnd < pidEnd) {
            return Optional.empty();
        }
        String[] fields = line.substring(nameEnd + 1).strip().split(" ", -1);
        if (fields.length <= STARTED) {
            return Optional.empty();
        }
        ProcessIdentity identity =
                new ProcessIdentity(boot, Long.parseLong(line.substring(0, pidEnd)), Long.parseLong(fields[STARTED]));
        return Optional.of(new ProcStat(
                fields[STATE].charAt(0),
                new ProcessEntry(
                        identity,
                        Long.parseLong(fields[PARENT]),
                        Long.parseLong(fields[GROUP]),
                        Long.parseLong(fields[SESSION]))));
    }

    boolean lives() {
        return "ZXx".indexOf(state) < 0;
    }
}
