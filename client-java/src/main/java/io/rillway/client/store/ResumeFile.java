// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.rillway.client.model.ResumeStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A place in a stream, kept in a file; a new one takes the place of the old one as a whole, so that a process that is killed
 * leaves one of the two.
 *
 * <p><b>Threads:</b> for one client. <b>Errors:</b> {@link IOException}. <b>Limits:</b> it survives the process; after a loss
 * of power an older place may be found, from which events come again.
 */
public final class ResumeFile implements ResumeStore {

    private final Path file;
    private final Path next;

    /**
     * A place in a file.
     *
     * @param file the file; its folder exists
     */
    public ResumeFile(Path file) {
        this.file = requireNonNull(file, "file").toAbsolutePath();
        this.next = this.file.resolveSibling(this.file.getFileName() + ".next");
    }

    @Override
    public String load() throws IOException {
        try {
            return Files.readString(file, UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    @Override
    public void save(String lastEventId) throws IOException {
        Files.writeString(next, lastEventId, UTF_8);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
