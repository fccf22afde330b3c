// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import static java.util.Objects.requireNonNull;

import io.rillway.cascade.process.Ending;
import io.rillway.cascade.process.Launch;
import io.rillway.cascade.process.Surroundings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A resource that is a child process of this program: a server that stays in the foreground, or a job that ends.
 *
 * <p>On Linux the child leads a session of its own ({@code setsid}), so that a Ctrl-C for this program does not reach it
 * and it is ended with all that it started. It reads nothing and writes to {@code output.log} in the resource's folder;
 * what the run before wrote is in {@code output.log.1}. It finds {@code RILLWAY_RUN} in its environment, but none of this
 * program's own {@code RILLWAY_} settings. It may outlive this program: a connector opened over the same folder later
 * finds it again, by boot, pid and start time, or by {@code RILLWAY_RUN} if this program was killed before it wrote them
 * down.
 *
 * <p>To stop is to send the stop signal to the whole group, to wait for the stop timeout, then to kill whoever of the
 * group, the session or the bearers of the same {@code RILLWAY_RUN} is left. The same is done before a start with what
 * a child that died left behind; what one left that died with another exit code than 0, or while nobody looked, is killed
 * when its status is next asked for. An interrupted stop leaves the child with its signal; {@link ResourceConnector#kill}
 * ends the same circle at once.
 *
 * <p>If the command is {@code java} and the path knows none, it is the {@code java} of this very JVM.
 *
 * <p><b>Threads:</b> immutable. What it opens owns no thread; it tells of a child's end on the JDK's common pool.
 * <b>Errors:</b> {@link ConnectorException} with {@code START_FAILED} (no such program or folder), {@code STOP_FAILED}
 * (it could not be killed), {@code STATUS_FAILED} (the system did not say), {@code OUTPUT_FAILED} (the output
 * cannot be read). Messages name the program, never its arguments. <b>Limits:</b> the output is cut at 8 MiB, looked at whenever the status is asked: what is there moves to
 * {@code output.log.cut}, what is written in that moment is lost. The exit code of a child that was found again is not known, and its end is told up to 5
 * seconds late. Without {@code setsid}, and on other systems than Linux, offspring whose parent died first escapes a
 * stop, and a child whose start was not written down is not found again. A daemon that leaves the foreground counts as
 * ended. Grandchildren are reaped by the system's init; a container needs one.
 */
public final class ProcessConnector implements ConnectorSource {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final Launch launch;
    private final Ending ending;
    private final RestartPolicy restart;

    private ProcessConnector(Launch launch, Ending ending, RestartPolicy restart) {
        this.launch = launch;
        this.ending = ending;
        this.restart = restart;
    }

    /**
     * {@return a connector for the command, stopped by {@code TERM} within 10 seconds}
     *
     * @param command the program and its arguments; a program with a slash in its name counts from where it runs
     * @throws IllegalArgumentException if the command is empty or a word of it cannot be passed on
     */
    public static ProcessConnector of(String... command) {
        return new ProcessConnector(
                new Launch(List.of(command), Surroundings.SAME), new Ending("TERM", STOP_TIMEOUT), RestartPolicy.NEVER);
    }

    /**
     * {@return this connector with another folder to run in}
     *
     * @param workdir the folder; it must exist when the child is started
     */
    public ProcessConnector workdir(Path workdir) {
        return in(new Surroundings(workdir, launch.surroundings().env()));
    }

    /**
     * {@return this connector with these variables in the child's environment besides what it inherits}
     *
     * @param env the variables
     * @throws IllegalArgumentException if a name or value cannot be a variable's
     */
    public ProcessConnector env(Map<String, String> env) {
        return in(new Surroundings(launch.surroundings().workdir(), env));
    }

    /**
     * {@return this connector with another time to stop in}
     *
     * @param stopTimeout how long the child may take before it is killed, zero to one day
     * @throws IllegalArgumentException if the time is out of range
     */
    public ProcessConnector stopTimeout(Duration stopTimeout) {
        requireNonNull(stopTimeout, "stopTimeout");
        return new ProcessConnector(launch, new Ending(ending.signal(), stopTimeout), restart);
    }

    /**
     * {@return this connector with another signal that asks the child to end}
     *
     * @param stopSignal {@code TERM}, {@code INT}, {@code QUIT}, {@code HUP}, {@code USR1}, {@code USR2} or {@code KILL}
     * @throws IllegalArgumentException if it is none of these
     */
    public ProcessConnector stopSignal(String stopSignal) {
        return new ProcessConnector(launch, new Ending(stopSignal, ending.grace()), restart);
    }

    /**
     * {@return this connector with another policy for a child that ends on its own with another exit code than 0, or with one
     * that is not known}
     *
     * <p>It is for children that had come up: one that ends before is a failed start.
     *
     * @param restart whether and when the engine starts it again
     */
    public ProcessConnector restart(RestartPolicy restart) {
        return new ProcessConnector(launch, ending, requireNonNull(restart, "restart"));
    }

    /**
     * {@inheritDoc}
     *
     * @throws ConnectorException if what an earlier connector wrote into the folder cannot be read
     */
    @Override
    public ResourceConnector open(ConnectorSite site) {
        return OpenProcess.open(launch, ending, restart, site);
    }

    private ProcessConnector in(Surroundings surroundings) {
        return new ProcessConnector(new Launch(launch.command(), surroundings), ending, restart);
    }

    @Override
    public String toString() {
        return "process " + launch.program();
    }
}
