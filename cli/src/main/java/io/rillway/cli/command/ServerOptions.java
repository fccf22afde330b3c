// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import io.rillway.cli.api.Access;
import io.rillway.cli.shell.Shell;
import io.rillway.server.profile.ProfileFile;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which server a command talks to. */
final class ServerOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server (else RILLWAY_URL, else the last one that ran here)")
    private @Nullable String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "The token (else RILLWAY_TOKEN, else the one kept in the profile file)")
    private @Nullable String token;

    ServerOptions() {}

    Access access(Shell shell) {
        Access access = Access.resolve(Optional.ofNullable(url), Optional.ofNullable(token), shell.environment());
        ProfileFile profile = ProfileFile.ofUser(shell.environment());
        boolean kept = token == null && !shell.environment().containsKey("RILLWAY_TOKEN");
        if (kept && access.token().isPresent() && !profile.isPrivate()) {
            shell.warn("others can read the tokens in your profile; do: chmod 600 " + profile.path());
        }
        return access;
    }
}
