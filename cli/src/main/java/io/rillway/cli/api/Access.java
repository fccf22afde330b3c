// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.api;

import io.rillway.cli.shell.CommandException;
import io.rillway.cli.shell.Exit;
import io.rillway.client.ClientOptions;
import io.rillway.server.profile.ProfileFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which server, and with which token.
 *
 * @param server its address, without a slash at its end
 * @param token the token, if there is one
 */
public record Access(URI server, Optional<String> token) {

    private static final String USUAL = "http://127.0.0.1:8080";

    /** Options before the environment, the environment before the profile file. */
    public static Access resolve(Optional<String> url, Optional<String> token, Map<String, String> environment) {
        Optional<String> named = url.or(() -> Optional.ofNullable(environment.get("RILLWAY_URL")));
        URI server = named.isPresent()
                ? address(url.isPresent() ? "--url" : "RILLWAY_URL", named.get())
                : fromProfile(() -> ProfileFile.ofUser(environment).lastServer())
                        .orElse(URI.create(USUAL));
        Optional<String> secret = token.or(() -> Optional.ofNullable(environment.get("RILLWAY_TOKEN")))
                .or(() -> fromProfile(() -> ProfileFile.ofUser(environment).token(server)));
        return new Access(server, secret.map(Access::sendable));
    }

    private static URI address(String name, String text) {
        CommandException refusal =
                new CommandException(Exit.USAGE, name + ": \"" + text + "\" (expected: http://HOST:PORT)");
        try {
            URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (!String.valueOf(uri.getScheme()).matches("https?")
                    || uri.getHost() == null
                    || uri.getPort() == 0
                    || uri.getPort() > 0xFFFF
                    || uri.getRawQuery() != null) {
                throw refusal;
            }
            if (uri.getRawUserInfo() != null) { // which would show in messages
                throw new CommandException(
                        Exit.USAGE,
                        name + ": names a user (expected: http://HOST:PORT, with RILLWAY_TOKEN or --token)");
            }
            return uri;
        } catch (IllegalArgumentException e) {
            throw refusal;
        }
    }

    private static String sendable(String token) {
        if (!token.matches("[!-~]+")) {
            throw new CommandException(Exit.USAGE, "token: not sendable (expected: printable ASCII without blanks)");
        }
        return token;
    }

    private static <T> Optional<T> fromProfile(Supplier<Optional<T>> look) {
        try {
            return look.get();
        } catch (UncheckedIOException e) {
            throw new CommandException(Exit.USAGE, "the profile file cannot be read: " + e.getMessage());
        }
    }

    /** The settings of a stream of this server. */
    public ClientOptions stream() {
        return token.map(ClientOptions::bearer).orElse(ClientOptions.defaults());
    }

    /** The address of the canonical stream. */
    public URI streamAddress() {
        return URI.create(server + "/api/v1/events/stream");
    }

    /** Names no secret. */
    @Override
    public String toString() {
        return "Access[" + server + "]";
    }
}
