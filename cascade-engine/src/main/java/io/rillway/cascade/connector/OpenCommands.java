// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import io.rillway.cascade.probe.LinePattern;
import io.rillway.cascade.probe.Output;
import io.rillway.cascade.process.CommandResult;
import io.rillway.cascade.process.CommandRun;
import io.rillway.cascade.process.Launch;
import io.rillway.cascade.process.OutputFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The connector of one resource that is reached by commands. */
final class OpenCommands implements ResourceConnector {

    private static final int LAST_STOPPED = 3;

    private final Map<OrderKind, Launch> commands;
    private final Duration timeout;
    private final Optional<LinePattern> running;
    private final Platform platform;
    private final OutputFile output;

    OpenCommands(CommandConnector commands, ConnectorSite site, Platform platform) {
        this.commands = commands.commands();
        this.timeout = commands.timeout();
        this.running = commands.running();
        this.platform = platform;
        this.output = new OutputFile(site.folder().resolve("output.log"), OutputFile.BOUND_BYTES);
    }

    @Override
    public void start() throws InterruptedException {
        order(OrderKind.START);
    }

    @Override
    public void stop() throws InterruptedException {
        order(OrderKind.STOP);
    }

    @Override
    public ConnectorStatus status() throws InterruptedException {
        Launch command = commands.get(OrderKind.STATUS);
        if (command == null) {
            return ConnectorStatus.UNKNOWN;
        }
        CommandResult result =
                platform.answer(OrderKind.STATUS.failed(), () -> new CommandRun(command, timeout).apart());
        if (result.succeeded()) {
            boolean runs = running.isEmpty() || result.output().stream().anyMatch(running.get()::isIn);
            return runs ? ConnectorStatus.RUNNING : ConnectorStatus.STOPPED;
        }
        int code = result.exitCode().orElse(-1);
        if (running.isEmpty() && code >= 1 && code <= LAST_STOPPED) {
            return ConnectorStatus.STOPPED;
        }
        throw new CommandVerdict(platform, OrderKind.STATUS, command.program()).of(result);
    }

    @Override
    public void test() throws InterruptedException {
        commands.forEach((kind, command) -> platform.order(kind.failed(), command::check));
        status();
    }

    @Override
    public boolean canStart() {
        return commands.containsKey(OrderKind.START);
    }

    @Override
    public boolean canStop() {
        return commands.containsKey(OrderKind.STOP);
    }

    @Override
    public List<String> lastOutput(int lines) {
        return platform.answer("OUTPUT_FAILED", () -> {
            output.tend(); // what a command left running may still write
            return output.tail(lines);
        });
    }

    @Override
    public Output output() {
        return Searches.in(output);
    }

    private void order(OrderKind kind) throws InterruptedException {
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
