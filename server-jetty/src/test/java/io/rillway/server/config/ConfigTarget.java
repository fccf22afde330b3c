// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A configuration is read, or refused with its place. */
public final class ConfigTarget {

    private static final Path FILE = file();

    private ConfigTarget() {}

    private static Path file() {
        try {
            Path file = Files.createTempFile("rillway-fuzz", ".yaml");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tries an input. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Files.write(FILE, input);
        try {
            ServerConfig config = ServerConfig.load(FILE, Map.of(), Map.of());
            if (config.endpoints().isEmpty()) {
                throw new AssertionError("no endpoint");
            }
        } catch (ConfigException e) {
            String message = String.valueOf(e.getMessage());
            if (message.isBlank() || message.length() > 5000) {
                throw new AssertionError("a message of " + message.length() + " characters", e);
            }
        }
    }
}
