// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import io.rillway.cli.api.Access;
import io.rillway.cli.shell.CommandException;
import io.rillway.cli.shell.Exit;
import io.rillway.cli.shell.Shell;
import io.rillway.server.RillwayServer;
import io.rillway.server.config.ConfigException;
import io.rillway.server.config.ServerConfig;
import io.rillway.server.profile.ProfileFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the token that the other commands use, or replaces a lost one. */
@Command(
        name = "token",
        description = {
            "Print the token that the commands use for a server.",
            "With --reset: make a new admin token for a server that is not running, and keep it in the profile file."
        })
public final class TokenCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--reset", description = "Replace the admin token of the server of FILE")
    private boolean reset;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "rillway.yaml",
            description = "The server's configuration, for --reset (default: ${DEFAULT-VALUE})")
    private Path file = Path.of("rillway.yaml");

    /** The command in a shell. */
    public TokenCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.out().println(reset ? fresh() : known());
        return Exit.OK;
    }

    private String known() {
        Access access = server.access(shell);
        return access.token()
                .orElseThrow(() -> new CommandException(
                        Exit.REFUSED,
                        "no token for " + access.server() + " is known here; a new one: " + Shell.program()
                                + " token --reset FILE"));
    }

    private String fresh() {
        try {
            ServerConfig config = ServerConfig.load(file, shell.environment(), Map.of());
            String token = RillwayServer.resetToken(config);
            keep(config, token);
            return token;
        } catch (ConfigException | IllegalArgumentException e) {
            throw new CommandException(Exit.USAGE, String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new CommandException(Exit.FAILED, String.valueOf(e.getMessage()));
        }
    }

    /** A port that is chosen at each start is not known yet; the start takes the token over from the last server. */
    private void keep(ServerConfig config, String token) {
        ProfileFile profile = ProfileFile.ofUser(shell.environment());
        Optional<URI> address = config.listen().port() == 0
                ? profile.lastServer()
                : Optional.of(URI.create("http://" + config.listen().host() + ":"
                        + config.listen().port()));
        address.ifPresent(uri -> profile.put(uri, token));
    }
}
