// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import io.rillway.cli.api.Access;
import io.rillway.cli.api.Api;
import io.rillway.cli.shell.CommandException;
import io.rillway.cli.shell.Shell;
import io.rillway.server.RillwayServer;
import io.rillway.server.config.ServerConfig;
import io.rillway.server.profile.ProfileFile;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;

/** What a server says when it has started: where it is, how to get in, what to do next. On standard output only. */
final class Welcome {

    private final Shell shell;
    private final ServerConfig config;
    private final RillwayServer server;
    private final ProfileFile profile;

    Welcome(Shell shell, ServerConfig config, RillwayServer server) {
        this.shell = shell;
        this.config = config;
        this.server = server;
        this.profile = ProfileFile.ofUser(shell.environment());
    }

    void print() {
        PrintWriter out = shell.out();
        out.println("Rillway listens on " + server.uri());
        Optional<String> fresh = server.firstToken();
        fresh.ifPresent(token -> out.println("Admin token (shown once, kept in " + profile.path() + "): " + token));
        if (config.tokens().isEmpty()) {
            keep(fresh);
        }
        out.println("Sign in once with a browser: " + server.signInLink());
        String program = Shell.program();
        out.println("Follow live:  " + program + " tail");
        String id = Suggestion.of(config.resources()).orElse("ID");
        out.println(
                "Start a service with all it needs:  " + program + " start " + id + "      Stop the server: Ctrl-C");
        out.flush();
    }

    /** Keeps the token for this address, so that the other commands find it. */
    private void keep(Optional<String> fresh) {
        try {
            URI uri = server.uri();
            Optional<String> known = fresh.or(() -> profile.token(uri)).or(this::ofLastAddress);
            known.ifPresent(token -> profile.put(uri, token));
            if (known.isEmpty()) {
                shell.warn("no token for this server in " + profile.path() + "; a new one: " + Shell.program()
                        + " token --reset");
            }
        } catch (UncheckedIOException e) {
            shell.warn(profile.path() + " cannot be used, give the token with RILLWAY_TOKEN: " + e.getMessage());
        }
    }

    /** The same data folder may have been served at another address before. */
    private Optional<String> ofLastAddress() {
        return profile.lastServer().flatMap(profile::token).filter(token -> {
            try {
                return new Api(new Access(server.uri(), Optional.of(token)))
                        .resources()
                        .isArray();
            } catch (CommandException e) {
                return false;
            }
        });
    }
}
