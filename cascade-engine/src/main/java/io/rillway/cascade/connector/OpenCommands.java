// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import io.rillway.cascade.process.CommandResult;
import io.rillway.cascade.process.CommandRun;
import io.rillway.cascade.process.Launch;
import io.rillway.cascade.process.OutputFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The connector of one resource that is reached by commands. */
final class OpenCommands implements ResourceConnector {

    private static final int LAST_STOPPED = 3;

    private final Map<CommandKind, Launch> commands;
    private final Duration timeout;
    private final Platform platform;
    private final OutputFile output;

    OpenCommands(Map<CommandKind, Launch> commands, Duration timeout, ConnectorSite site) {
        this.commands = commands;
        this.timeout = timeout;
        this.platform = new Platform("command", site.resourceId());
        this.output = new OutputFile(site.folder().resolve("output.log"), OutputFile.BOUND_BYTES);
    }

    @Override
    public void start() throws InterruptedException {
        order(CommandKind.START);
    }

    @Override
    public void stop() throws InterruptedException {
        order(CommandKind.STOP);
    }

    @Override
    public ConnectorStatus status() throws InterruptedException {
        Launch command = commands.get(CommandKind.STATUS);
        if (command == null) {
            return ConnectorStatus.UNKNOWN;
        }
        CommandResult result =
                platform.answer(CommandKind.STATUS.failed(), () -> new CommandRun(command, timeout).apart());
        if (result.succeeded()) {
            return ConnectorStatus.RUNNING;
        }
        if (result.exitCode().orElse(-1) >= 1 && result.exitCode().orElse(-1) <= LAST_STOPPED) {
            return ConnectorStatus.STOPPED;
        }
        throw new CommandVerdict(platform, CommandKind.STATUS, command.program()).of(result);
    }

    @Override
    public void test() throws InterruptedException {
        commands.forEach((kind, command) -> platform.order(kind.failed(), command::check));
        status();
    }

    @Override
    public boolean canStart() {
        return commands.containsKey(CommandKind.START);
    }

    @Override
    public boolean canStop() {
        return commands.containsKey(CommandKind.STOP);
    }

    @Override
    public List<String> lastOutput(int lines) {
        return platform.answer("OUTPUT_FAILED", () -> {
            output.tend(); // what a command left running may still write
            return output.tail(lines);
        });
    }

    private void order(CommandKind kind) throws InterruptedException {
        Launch command = commands.get(kind);
        if (command == null) {
            throw platform.failure(kind.missing(), "it has no such command", Map.of(), null);
        }
        CommandResult result = platform.answer(kind.failed(), () -> new CommandRun(command, timeout).into(output));
        if (!result.succeeded()) {
            throw new CommandVerdict(platform, kind, command.program()).of(result);
        }
    }
}
