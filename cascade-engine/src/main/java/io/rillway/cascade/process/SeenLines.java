// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Remembers beside an output which lines were found in it, so that they are known when they have long been cut off and this
 * program is another one.
 *
 * @param path the file
 */
record SeenLines(Path path) {

    boolean has(String key) throws IOException {
        try {
            return Files.readAllLines(path, StandardCharsets.US_ASCII).contains(encoded(key));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    void add(String key) throws IOException {
        Files.writeString(
                path,
                encoded(key) + "\n",
                StandardCharsets.US_ASCII,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    void forget() throws IOException {
        Files.deleteIfExists(path);
    }

    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8);
    }
}
