// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import io.rillway.cli.api.Api;
import io.rillway.cli.shell.CommandException;
import io.rillway.cli.shell.Exit;
import io.rillway.cli.shell.Shell;
import io.rillway.cli.view.StatusTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Lists the resources and how they stand, or one with what it wrote last. */
@Command(name = "status", description = "List the resources and how they stand; or one, with what it wrote last.")
public final class StatusCommand implements Callable<Integer> {

    private static final int LINES = 10;

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(paramLabel = "ID", arity = "0..1", description = "One resource only")
    private @Nullable String id;

    /** The command in a shell. */
    public StatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Api api = new Api(server.access(shell));
        JsonNode found = id == null ? api.resources() : api.resource(id);
        if (json.isWanted()) {
            shell.out().println(found);
        } else if (id == null) {
            table(found);
        } else {
            table(List.of(found));
            output(api, id);
        }
        return Exit.OK;
    }

    private void table(Iterable<JsonNode> resources) {
        List<StatusTable.Row> rows = new ArrayList<>();
        for (JsonNode resource : resources) {
            List<String> needs = new ArrayList<>();
            resource.path("dependsOn").forEach(need -> needs.add(need.path("id").asString()));
            rows.add(new StatusTable.Row(
                    resource.path("id").asString(),
                    resource.path("status").asString(),
                    resource.path("host").asString(""),
                    needs));
        }
        StatusTable.lines(rows, shell.screen()).forEach(shell.out()::println);
    }

    /** What it wrote last, for those who may see that. */
    private void output(Api api, String resource) {
        try {
            JsonNode lines = api.output(resource, LINES).path("lines");
            if (!lines.isEmpty()) {
                shell.out().println("last output:");
                lines.forEach(line -> shell.out().println("  | " + line.asString()));
            }
        } catch (CommandException e) {
            if (e.exitCode() != Exit.REFUSED) {
                throw e;
            }
        }
    }
}
