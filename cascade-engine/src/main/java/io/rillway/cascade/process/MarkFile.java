// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import io.rillway.cascade.system.ProcessIdentity;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * Keeps the mark of a resource's child on disk; it is whole at any moment, whenever the program may be killed.
 *
 * @param path the file
 */
record MarkFile(Path path) {

    private static final String BOOT = "boot";
    private static final String PID = "pid";
    private static final String STARTED = "started";

    /** {@return the mark; an intention where the file says nothing sensible; empty where there is none} */
    Optional<Mark> read() throws IOException {
        try {
            Properties lines = new Properties();
            lines.load(new StringReader(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1)));
            return Optional.of(parse(lines));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(Mark.INTENTION);
        }
    }

    /** Writes that a child is about to be started. */
    void writeIntention() throws IOException {
        write("");
    }

    /** Writes who the child is. */
    void write(ProcessIdentity child) throws IOException {
        write(BOOT + "=" + child.boot() + "\n" + PID + "=" + child.pid() + "\n" + STARTED + "=" + child.started()
                + "\n");
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    private void write(String text) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Path next = path.resolveSibling(path.getFileName() + ".next");
        Files.writeString(next, text, StandardCharsets.ISO_8859_1);
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Mark parse(Properties lines) {
        String boot = lines.getProperty(BOOT);
        String pid = lines.getProperty(PID);
        String started = lines.getProperty(STARTED);
        if (boot == null || pid == null || started == null) {
            return Mark.INTENTION;
        }
        return new Mark(new ProcessIdentity(boot, Long.parseLong(pid), Long.parseLong(started)));
    }
}
