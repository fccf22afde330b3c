// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.profile;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The user's profile file: a token for each server, readable by the user alone.
 *
 * <p>It stands at {@code $RILLWAY_PROFILE}, else {@code $XDG_CONFIG_HOME/rillway/profile.json}, else
 * {@code ~/.config/rillway/profile.json}, with mode 0600 where the file system has modes.
 *
 * <p><b>Threads:</b> any; a change replaces the file at once. <b>Errors:</b> {@link java.io.UncheckedIOException}.
 */
public final class ProfileFile {

    private ProfileFile() {}

    /**
     * {@return the profile file of the user}
     *
     * @param environment the environment variables
     */
    public static ProfileFile ofUser(Map<String, String> environment) {
        throw new UnsupportedOperationException("server-jetty");
    }

    /** {@return where the file stands} */
    public Path path() {
        throw new UnsupportedOperationException("server-jetty");
    }

    /**
     * {@return the token for a server, if there is one}
     *
     * @param server the address of the server; localhost and the loopback addresses are one
     */
    public Optional<String> token(URI server) {
        throw new UnsupportedOperationException("server-jetty");
    }

    /**
     * Keeps a token.
     *
     * @param server the address of the server
     * @param token the token
     */
    public void put(URI server, String token) {
        throw new UnsupportedOperationException("server-jetty");
    }

    /** {@return the server whose token was kept last, for those who do not name one} */
    public Optional<URI> lastServer() {
        throw new UnsupportedOperationException("server-jetty");
    }
}
