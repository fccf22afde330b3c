// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.system;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Sends signals to processes and to groups of them. */
public final class Signals {

    /** Ends a process in order. */
    public static final String TERM = "TERM";

    /** Ends a process at once. */
    public static final String KILL = "KILL";

    /** The signals that may ask a program to end. */
    public static final Set<String> NAMES = Set.of(TERM, KILL, "INT", "QUIT", "HUP", "USR1", "USR2");

    private static final long SHELL_SECONDS = 5;

    private Signals() {}

    /**
     * Sends a signal; whoever is gone by then is no trouble.
     *
     * @param name one of {@link #NAMES}
     * @param members who is to get it
     * @param group those of this group get it as a whole, so that none is missed by being born meanwhile; 0 for none
     */
    public static void send(String name, List<ProcessEntry> members, long group) throws InterruptedException {
        boolean plain = name.equals(TERM) || name.equals(KILL);
        if ((plain && members.size() <= 1) || !sendByShell(name, targets(members, group))) {
            members.forEach(process -> destroy(name, process));
        }
    }

    private static List<String> targets(List<ProcessEntry> members, long group) {
        return members.stream()
                .map(process -> group != 0 && process.group() == group ? "-" + group : Long.toString(process.pid()))
                .distinct()
                .toList();
    }

    /** The JDK can signal no group, and nothing but TERM and KILL; every Unix has a shell that can. */
    private static boolean sendByShell(String name, List<String> targets) throws InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of("/bin/sh", "-c", "kill -s \"$0\" -- \"$@\"", name), targets.stream())
                .toList();
        try {
            Process shell = Spawning.start(new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD));
            return shell.waitFor(SHELL_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            return false;
        }
    }

    private static void destroy(String name, ProcessEntry process) {
        ProcessHandle.of(process.pid()).ifPresent(handle -> {
            if (name.equals(KILL)) {
                handle.destroyForcibly();
            } else {
                handle.destroy();
            }
        });
    }
}
