// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
     * {@return the token of a data folder, made if there is none}
     *
     * @param data the folder; empty makes one at every start
     */
    public static FirstToken in(Optional<Path> data) {
        try {
            Optional<Path> file = data.map(folder -> folder.resolve(FILE));
            if (file.isPresent() && Files.exists(file.get())) {
                return new FirstToken(Files.readString(file.get()).strip(), Optional.empty());
            }
            String token = Secrets.random();
            FirstToken made = new FirstToken(Secrets.digest(token), Optional.of(token));
            if (file.isPresent()) {
                Files.createDirectories(file.get().getParent());
                Files.writeString(file.get(), made.digest() + "\n");
            }
            return made;
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
