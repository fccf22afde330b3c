// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The user's profile file: a token for each server, readable by the user alone.
 *
 * <p>It stands at {@code $RILLWAY_PROFILE}, else {@code $XDG_CONFIG_HOME/rillway/profile.json}, else
 * {@code ~/.config/rillway/profile.json}, with mode 0600 where the file system has modes.
 *
 * <p><b>Threads:</b> any; a change replaces the file at once. <b>Errors:</b> {@link java.io.UncheckedIOException}; an
 * address without scheme and host is an {@link IllegalArgumentException}.
 */
public final class ProfileFile {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Set<PosixFilePermission> OF_OTHERS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final Path path;

    private ProfileFile(Path path) {
        this.path = path;
    }

    /**
     * {@return the profile file of the user}
     *
     * @param environment the environment variables
     */
    public static ProfileFile ofUser(Map<String, String> environment) {
        String named = environment.getOrDefault("RILLWAY_PROFILE", "");
        if (!named.isEmpty()) {
            return new ProfileFile(Path.of(named));
        }
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path folder = config.isEmpty() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(config);
        return new ProfileFile(folder.resolve("rillway").resolve("profile.json"));
    }

    /** {@return where the file stands} */
    public Path path() {
        return path;
    }

    /**
     * {@return the token for a server, if there is one}
     *
     * @param server the address of the server; localhost and the loopback addresses are one
     */
    public Optional<String> token(URI server) {
        JsonNode token = read().path("tokens").path(key(server));
        return token.isString() ? Optional.of(token.asString()) : Optional.empty();
    }

    /**
     * Keeps a token.
     *
     * @param server the address of the server
     * @param token the token
     */
    public void put(URI server, String token) {
        ObjectNode root = read();
        ObjectNode tokens = root.path("tokens") instanceof ObjectNode kept ? kept : root.putObject("tokens");
        tokens.put(key(server), token);
        root.put("last", server.toString());
        write(root);
    }

    /** {@return the server whose token was kept last, for those who do not name one} */
    public Optional<URI> lastServer() {
        JsonNode last = read().path("last");
        return last.isString() ? parsed(last.asString()) : Optional.empty();
    }

    /** {@return whether nobody but the user can read it, as far as the file system tells} */
    public boolean isPrivate() {
        try {
            PosixFileAttributeView modes = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            return modes == null
                    || !Files.exists(path)
                    || Collections.disjoint(modes.readAttributes().permissions(), OF_OTHERS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<URI> parsed(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String key(URI server) {
        if (server.getScheme() == null || server.getHost() == null) {
            throw new IllegalArgumentException("server: " + server + " (expected: http://host:port)");
        }
        String scheme = server.getScheme().toLowerCase(Locale.ROOT);
        int port = server.getPort() >= 0 ? server.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + host(server.getHost()) + ":" + port;
    }

    private static String host(String host) {
        try {
            boolean literal = host.equals("localhost") || host.matches("[0-9.]+") || host.startsWith("[");
            return literal && InetAddress.getByName(host).isLoopbackAddress()
                    ? "localhost"
                    : host.toLowerCase(Locale.ROOT);
        } catch (UnknownHostException e) {
            return host;
        }
    }

    private ObjectNode read() {
        try {
            return Files.exists(path) && MAPPER.readTree(Files.readString(path)) instanceof ObjectNode root
                    ? root
                    : MAPPER.createObjectNode();
        } catch (JacksonException e) {
            throw new UncheckedIOException(path + ": not JSON", new IOException(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": " + e.getMessage(), e);
        }
    }

    private void write(ObjectNode root) {
        try {
            Path folder = path.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "profile", ".json", ownerOnly());
            Files.writeString(fresh, root.toPrettyString() + "\n");
            Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean modes = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return modes
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
