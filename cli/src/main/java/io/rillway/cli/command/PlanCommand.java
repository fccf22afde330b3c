// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import io.rillway.cascade.model.Action;
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
import picocli.CommandLine.Parameters;

/** Says what starting or stopping would do, and does nothing. */
@Command(
        name = "plan",
        description = "Say what \"start ID\" or \"stop ID\" would do now, in which order and why; nothing is done.")
public final class PlanCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private StopOptions stop = new StopOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(
            index = "0",
            paramLabel = "start|stop",
            converter = Lowercase.OfAction.class,
            description = "What would be done")
    private Action action = Action.START;

    @Parameters(index = "1", paramLabel = "ID", description = "The resource")
    private String id = "";

    /** The command in a shell. */
    public PlanCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        CascadeRequest request =
                action == Action.START ? CascadeRequest.start(id) : CascadeRequest.stop(id, stop.dependents());
        Plan plan = new Api(server.access(shell)).plan(request);
        if (json.isWanted()) {
            shell.out().println(Json.MAPPER.writeValueAsString(plan));
        } else {
            PlanText.all(plan).forEach(shell.out()::println);
        }
        return Exit.OK;
    }
}
