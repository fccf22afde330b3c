// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import static java.util.Objects.requireNonNull;

import io.rillway.cascade.probe.LinePattern;
import io.rillway.cascade.process.Launch;
import io.rillway.cascade.process.Surroundings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A resource that something else runs, reached by commands: {@code systemctl}, {@code docker}, {@code ssh},
 * {@code virsh}.
 *
 * <p>Each command is optional. Without one to start or stop, the connector cannot; without one for the status, the status
 * is unknown and a probe must tell. A command succeeds with exit code 0. The status command says by its exit code, as
 * service scripts do: 0 runs; 1, 2 and 3 do not run; anything else is a failure. Where it is told what a running resource
 * looks like, it says by its output: with exit code 0 the resource runs if one of the last 20 lines matches and else does
 * not; anything but 0 is a failure then.
 *
 * <p>A command reads nothing. What it leaves running in the background stays when it ends by itself; when its time is
 * over or the step is, it is killed with all that it started. Its environment has none of this program's own
 * {@code RILLWAY_} settings. The output of the latest start or stop is kept in {@code output.log} in the resource's folder.
 *
 * <p><b>Threads:</b> immutable. What it opens owns no thread; a command runs while its caller waits. <b>Errors:</b>
 * {@link ConnectorException} with {@code START_FAILED}, {@code STOP_FAILED} or {@code STATUS_FAILED} and the last lines
 * that the command wrote, with {@code TIMEOUT}, with {@code HOST_UNREACHABLE} where the program is {@code ssh} and could not
 * connect (255), or with {@code OUTPUT_FAILED}. <b>Limits:</b> the output is cut at 8 MiB; messages have at most 2000
 * characters of it.
 */
public final class CommandConnector implements ConnectorSource {

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final CommandConnector EMPTY =
            new CommandConnector(Orders.none(), Surroundings.SAME, Duration.ofSeconds(30), Optional.empty());

    private final Orders<Launch> commands;
    private final Surroundings surroundings;
    private final Duration timeout;
    private final Optional<LinePattern> running;

    private CommandConnector(
            Orders<Launch> commands, Surroundings surroundings, Duration timeout, Optional<LinePattern> running) {
        this.commands = commands;
        this.surroundings = surroundings;
        this.timeout = timeout;
        this.running = running;
    }

    /** {@return a connector that has no command yet, and 30 seconds for each} */
    public static CommandConnector empty() {
        return EMPTY;
    }

    /**
     * {@return this connector with a command that starts the resource}
     *
     * @param command the program and its arguments
     * @throws IllegalArgumentException if the command is empty or a word of it cannot be passed on
     */
    public CommandConnector start(String... command) {
        return with(OrderKind.START, command);
    }

    /**
     * {@return this connector with a command that stops the resource}
     *
     * @param command the program and its arguments
     * @throws IllegalArgumentException if the command is empty or a word of it cannot be passed on
     */
    public CommandConnector stop(String... command) {
        return with(OrderKind.STOP, command);
    }

    /**
     * {@return this connector with a command whose exit code says how the resource stands}
     *
     * @param command the program and its arguments
     * @throws IllegalArgumentException if the command is empty or a word of it cannot be passed on
     */
    public CommandConnector status(String... command) {
        return with(OrderKind.STATUS, command);
    }

    /**
     * {@return this connector with another folder for its commands to run in}
     *
     * @param workdir the folder; it must exist when a command is run
     */
    public CommandConnector workdir(Path workdir) {
        return in(new Surroundings(workdir, surroundings.env()));
    }

    /**
     * {@return this connector with these variables in its commands' environment besides what they inherit}
     *
     * @param env the variables
     * @throws IllegalArgumentException if a name or value cannot be a variable's
     */
    public CommandConnector env(Map<String, String> env) {
        return in(new Surroundings(surroundings.workdir(), env));
    }

    /**
     * {@return this connector with another time for each command}
     *
     * @param timeout how long a command may take before it is killed, more than zero and at most one day
     * @throws IllegalArgumentException if the time is out of range
     */
    public CommandConnector timeout(Duration timeout) {
        requireNonNull(timeout, "timeout");
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "timeout: " + timeout + " (expected: more than zero, at most " + LONGEST + ")");
        }
        return new CommandConnector(commands, surroundings, timeout, running);
    }

    /**
     * {@return this connector with a status command that says by its output whether the resource runs}
     *
     * @param line what it writes if the resource runs
     */
    public CommandConnector runningWhen(LinePattern line) {
        return new CommandConnector(commands, surroundings, timeout, Optional.of(line));
    }

    @Override
    public ResourceConnector open(ConnectorSite site) {
        return open(site, new Platform("command", site.resourceId()));
    }

    OpenOrders<Launch> open(ConnectorSite site, Platform platform) {
        return new OpenOrders<>(commands, new CommandCourier(timeout, running, site, platform), platform);
    }

    Duration timeout() {
        return timeout;
    }

    private CommandConnector with(OrderKind kind, String... command) {
        Launch launch = new Launch(List.of(command), surroundings);
        return new CommandConnector(commands.with(kind, launch), surroundings, timeout, running);
    }

    private CommandConnector in(Surroundings other) {
        Orders<Launch> moved = commands.map(launch -> new Launch(launch.command(), other));
        return new CommandConnector(moved, other, timeout, running);
    }

    @Override
    public String toString() {
        return "commands " + commands.map(Launch::program);
    }
}
