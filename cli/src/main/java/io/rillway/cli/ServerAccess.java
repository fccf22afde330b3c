// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import io.rillway.client.ClientOptions;
import io.rillway.server.profile.ProfileFile;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server a command talks to, and with which token: options, then the environment, then the profile file. */
final class ServerAccess {

    private static final String USUAL = "http://127.0.0.1:8080";

    @Option(names = "--url", paramLabel = "URL", description = "The server (else RILLWAY_URL, else the last one used)")
    private @Nullable String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "The token (else RILLWAY_TOKEN, else the profile file)")
    private @Nullable String token;

    private final Map<String, String> environment = System.getenv();

    ServerAccess() {}

    URI uri() {
        String named = url != null ? url : environment.get("RILLWAY_URL");
        if (named == null) {
            return ProfileFile.ofUser(environment).lastServer().orElse(URI.create(USUAL));
        }
        if (!named.matches("https?://[^\\s/]+.*")) {
            throw new CommandException(Exit.USAGE, "--url: \"" + named + "\" (expected: http://host:port)");
        }
        return URI.create(named.endsWith("/") ? named.substring(0, named.length() - 1) : named);
    }

    Optional<String> token() {
        String named = token != null ? token : environment.get("RILLWAY_TOKEN");
        return named != null
                ? Optional.of(named)
                : ProfileFile.ofUser(environment).token(uri());
    }

    Api api() {
        return new Api(uri(), token());
    }

    ClientOptions stream() {
        return token().map(ClientOptions::bearer).orElse(ClientOptions.defaults());
    }
}
