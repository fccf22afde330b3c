// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import io.rillway.cli.api.Api;
import io.rillway.cli.shell.Exit;
import io.rillway.cli.shell.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Lets a running server read its tokens and users again. */
@Command(
        name = "reload",
        description = {
            "Let a running server read the tokens and users of its configuration again.",
            "Streams whose credential is gone end; nothing else of the configuration is read. The token has to be an admin's."
        })
public final class ReloadCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    /** The command in a shell. */
    public ReloadCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        JsonNode streams = new Api(server.access(shell)).reload();
        shell.out()
                .println(
                        json.isWanted()
                                ? streams
                                : "tokens and users are read again; streams that go on: "
                                        + streams.path("renewed").asInt()
                                        + ", logged out: "
                                        + streams.path("loggedOut").asInt()
                                        + ", ended: "
                                        + streams.path("ended").asInt());
        return Exit.OK;
    }
}
