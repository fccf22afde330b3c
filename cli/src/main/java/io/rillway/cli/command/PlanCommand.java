// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.Plan;
import io.rillway.cli.api.Api;
import io.rillway.cli.api.Json;
import io.rillway.cli.shell.Exit;
import io.rillway.cli.shell.Shell;
import io.rillway.cli.view.PlanText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what starting or stopping would do, and does nothing. */
@Command(
        name = "plan",
        description = "Say what starting (or, with --stop, stopping) would do now, in which order and why; do nothing.")
public final class PlanCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private StopOptions stop = new StopOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--stop", description = "What stopping it would do, instead of starting it")
    private boolean stopping;

    @Parameters(paramLabel = "ID", description = "The resource")
    private String id = "";

    /** The command in a shell. */
    public PlanCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        CascadeRequest request = stopping ? CascadeRequest.stop(id, stop.dependents()) : CascadeRequest.start(id);
        Plan plan = new Api(server.access(shell)).plan(request);
        if (json.isWanted()) {
            shell.out().println(Json.MAPPER.writeValueAsString(plan));
        } else {
            PlanText.all(plan).forEach(shell.out()::println);
        }
        return Exit.OK;
    }
}
