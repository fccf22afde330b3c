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
import java.util.Optional;

/** Runs the commands by which one resource is reached. */
final class CommandCourier implements OpenOrders.Courier<Launch> {

    private static final int LAST_STOPPED = 3;

    private final Duration timeout;
    private final Optional<LinePattern> running;
    private final Platform platform;
    private final OutputFile output;

    CommandCourier(Duration timeout, Optional<LinePattern> running, ConnectorSite site, Platform platform) {
        this.timeout = timeout;
        this.running = running;
        this.platform = platform;
        this.output = new OutputFile(site.folder().resolve("output.log"), OutputFile.BOUND_BYTES);
    }

    @Override
    public String noun() {
        return "command";
    }

    @Override
    public void give(OrderKind kind, Launch command) throws InterruptedException {
        CommandResult result = platform.answer(kind.failed(), () -> new CommandRun(command, timeout).into(output));
        if (!result.succeeded()) {
            throw new CommandVerdict(platform, kind, command.program()).of(result);
        }
    }

    @Override
    public ConnectorStatus ask(Launch command) throws InterruptedException {
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
    public void check(OrderKind kind, Launch command) {
        platform.order(kind.failed(), command::check);
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
}
