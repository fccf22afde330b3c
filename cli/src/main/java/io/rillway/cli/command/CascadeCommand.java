// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cascade.model.Plan;
import io.rillway.cli.api.Access;
import io.rillway.cli.api.Api;
import io.rillway.cli.api.Json;
import io.rillway.cli.follow.Follow;
import io.rillway.cli.shell.CommandException;
import io.rillway.cli.shell.Exit;
import io.rillway.cli.shell.Shell;
import io.rillway.cli.view.CascadeView;
import io.rillway.cli.view.Ending;
import io.rillway.cli.view.PlanText;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What starting and stopping have in common: say what is left alone, begin, follow to the end. */
abstract class CascadeCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "The resource")
    private String id = "";

    @Option(names = "--json", description = "Print nothing but the cascade's last record, as JSON")
    private boolean json;

    CascadeCommand(Shell shell) {
        this.shell = shell;
    }

    abstract CascadeRequest request(String id);

    /** Whether what has to be confirmed is confirmed; asked only then. */
    abstract boolean confirms(Plan plan);

    @Override
    public Integer call() throws InterruptedException {
        Access access = server.access(shell);
        Api api = new Api(access);
        CascadeRequest request = request(id);
        Plan plan = api.plan(request);
        if (!json && !plan.steps().isEmpty()) {
            PlanText.leftAlone(plan).forEach(shell.out()::println);
        }
        try (Follow follow = Follow.open(access, api, json ? CascadeView.SILENT : CascadeView.on(shell))) {
            return end(followed(api, follow, plan, request));
        }
    }

    private CascadeRecord followed(Api api, Follow follow, Plan plan, CascadeRequest request)
            throws InterruptedException {
        Runnable leaving = () -> shell.warn(
                "not followed any more; the cascade goes on; cancel it: " + Shell.program() + " cancel " + id);
        Farewell farewell = Farewell.unless(leaving);
        try {
            CascadeRecord record = follow.run(() -> api.begin(request));
            if (record.status() != CascadeStatus.AWAITING_CONFIRMATION) {
                return record;
            }
            String waiting = record.id();
            farewell.become(() -> leaveUndone(api, waiting));
            boolean confirmed = confirms(plan);
            farewell.become(leaving);
            return confirmed ? follow.run(() -> api.confirm(waiting)) : cancelled(api, record);
        } finally {
            farewell.notNeeded();
        }
    }

    private static CascadeRecord cancelled(Api api, CascadeRecord waiting) {
        api.cancel(waiting.id(), Optional.empty());
        return waiting;
    }

    /** Whoever leaves at the question has not said yes. */
    private void leaveUndone(Api api, String waiting) {
        try {
            api.cancel(waiting, Optional.empty());
            shell.warn("nothing was done");
        } catch (CommandException e) {
            shell.warn(String.valueOf(e.getMessage()));
        }
    }

    private int end(CascadeRecord record) {
        if (json) {
            shell.out().println(Json.MAPPER.writeValueAsString(record));
        }
        if (record.status() == CascadeStatus.AWAITING_CONFIRMATION) {
            shell.warn(
                    "nothing was stopped: stopping " + record.resourceId() + " has to be confirmed; do it with --yes");
            return Exit.REFUSED;
        }
        if (record.status() == CascadeStatus.COMPLETED) {
            if (!json) {
                Ending.success(record).forEach(shell.out()::println);
            }
            return Exit.OK;
        }
        List<String> trouble = Ending.failure(record);
        shell.warn(trouble.get(0));
        trouble.subList(1, trouble.size()).forEach(shell.err()::println);
        return Exit.FAILED;
    }
}
