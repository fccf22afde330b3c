// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeStatus;
import io.rillway.cli.api.Access;
import io.rillway.cli.api.Api;
import io.rillway.cli.api.Json;
import io.rillway.cli.follow.Follow;
import io.rillway.cli.shell.CommandException;
import io.rillway.cli.shell.Exit;
import io.rillway.cli.shell.Shell;
import io.rillway.cli.view.CascadeView;
import io.rillway.cli.view.Ending;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Cancels a cascade that runs, and follows it to its end. */
@Command(
        name = "cancel",
        description = "Cancel a start or a stop that is under way, and follow it to its end; what is done stays done.")
public final class CancelCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID", description = "The cascade, or the resource that it starts or stops")
    private String id = "";

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            description = "How long steps under way may take to end (10s, 2m; default: none)")
    private @Nullable String grace;

    @Option(names = "--json", description = "Print nothing but the cascade's last record, as JSON")
    private boolean json;

    /** The command in a shell. */
    public CancelCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (grace != null && !grace.matches("\\d{1,6}(ms|s|m|h)")) {
            throw new CommandException(Exit.USAGE, "--grace: \"" + grace + "\" (expected: 10s, 2m)");
        }
        Access access = server.access(shell);
        Api api = new Api(access);
        CascadeRecord record = found(api);
        return record.status().isTerminal()
                ? end(record, List.of(Ending.over(record)))
                : end(cancelled(access, api, record.id()));
    }

    private CascadeRecord cancelled(Access access, Api api, String cascade) throws InterruptedException {
        try (Follow follow = Follow.open(access, api, json ? CascadeView.SILENT : CascadeView.on(shell))) {
            Farewell farewell = Farewell.unless(() -> shell.warn("not followed any more; the cascade is cancelled"));
            try {
                return follow.run(() -> api.cancel(cascade, Optional.ofNullable(grace)));
            } finally {
                farewell.notNeeded();
            }
        }
    }

    /** The cascade of this id, else the one that is under way for the resource of this id. */
    private CascadeRecord found(Api api) {
        List<CascadeRecord> all = api.cascades();
        return all.stream()
                .filter(record -> record.id().equals(id))
                .findFirst()
                .or(() -> underWay(all).stream()
                        .filter(record -> record.resourceId().equals(id))
                        .findFirst())
                .orElseThrow(() -> new CommandException(Exit.REFUSED, unknown(underWay(all))));
    }

    private static List<CascadeRecord> underWay(List<CascadeRecord> all) {
        return all.stream().filter(record -> !record.status().isTerminal()).toList();
    }

    private String unknown(List<CascadeRecord> running) {
        List<String> named = running.stream().map(Ending::named).toList();
        return "nothing called " + id + " is being started or stopped; under way: "
                + (named.isEmpty() ? "nothing" : String.join(", ", named));
    }

    private int end(CascadeRecord record) {
        return end(record, Ending.cancelled(record));
    }

    private int end(CascadeRecord record, List<String> words) {
        if (json) {
            shell.out().println(Json.MAPPER.writeValueAsString(record));
        }
        if (record.status() != CascadeStatus.CANCELLED) {
            shell.warn("nothing was cancelled: " + Ending.over(record));
            return Exit.REFUSED;
        }
        if (!json) {
            words.forEach(shell.out()::println);
        }
        return Exit.OK;
    }
}
