// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The admin token of a server that has no tokens in its configuration: made at the first start, known by its digest in the
 * data folder from then on.
 *
 * @param digest what it is known by
 * @param fresh the token itself, if it has just been made
 */
public record FirstToken(String digest, Optional<String> fresh) {

    private static final String FILE = "admin-token.sha256";

    /**
     * {@return the token of a data folder, made if there is none; it is not kept yet}
     *
     * @param data the folder; empty makes one at every start
     * @throws UncheckedIOException if the folder holds something else in its place
     */
    public static FirstToken in(Optional<Path> data) {
        Optional<Path> file = data.map(folder -> folder.resolve(FILE)).filter(Files::exists);
        if (file.isPresent()) {
            return new FirstToken(digest(file.get()), Optional.empty());
        }
        return newToken();
    }

    /** {@return a token that has just been made, and is not kept yet} */
    public static FirstToken newToken() {
        String token = Secrets.random();
        return new FirstToken(Secrets.digest(token), Optional.of(token));
    }

    private static String digest(Path file) {
        try {
            String digest = Files.readString(file).strip();
            if (!Secrets.isDigest(digest)) {
                throw new IOException(file + ": not a digest (expected: sha256: and 64 hex digits; without the file"
                        + " the next start makes a new token)");
            }
            return digest;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /**
     * Keeps a fresh token's digest; to be called when the server listens, so that a start that fails uses up no token.
     *
     * @param data the folder
     */
    public void keep(Optional<Path> data) {
        if (fresh.isEmpty() || data.isEmpty()) {
            return;
        }
        try {
            Path file = data.get().resolve(FILE);
            Path beside = file.resolveSibling(FILE + ".new");
            Files.createDirectories(data.get());
            Files.writeString(beside, digest + "\n");
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names no secret. */
    @Override
    public String toString() {
        return "FirstToken[" + (fresh.isPresent() ? "fresh" : "kept") + "]";
    }
}
