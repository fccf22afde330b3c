// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.Plan;
import io.rillway.cli.api.Api;
import io.rillway.cli.api.Json;
import io.rillway.cli.shell.Exit;
import io.rillway.cli.shell.Shell;
import io.rillway.cli.view.PlanText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says what starting or stopping would do, and does nothing. */
@Command(name = "plan", description = "Say what a start or stop would do now, in which order and why; nothing is done.")
public final class PlanCommand {

    private final Shell shell;

    /** The command in a shell. */
    public PlanCommand(Shell shell) {
        this.shell = shell;
    }

    @Command(name = "start", description = "Say what starting a resource would do.")
    int start(
            @Mixin ServerOptions server,
            @Mixin JsonOption json,
            @Parameters(paramLabel = "ID", description = "The resource") String id) {
        return print(server, json, CascadeRequest.start(id));
    }

    @Command(name = "stop", description = "Say what stopping a resource would do.")
    int stop(
            @Mixin ServerOptions server,
            @Mixin JsonOption json,
            @Mixin StopOptions options,
            @Parameters(paramLabel = "ID", description = "The resource") String id) {
        return print(server, json, CascadeRequest.stop(id, options.dependents()));
    }

    private int print(ServerOptions server, JsonOption json, CascadeRequest request) {
        Plan plan = new Api(server.access(shell)).plan(request);
        if (json.isWanted()) {
            shell.out().println(Json.MAPPER.writeValueAsString(plan));
        } else {
            PlanText.all(plan).forEach(shell.out()::println);
        }
        return Exit.OK;
    }
}
