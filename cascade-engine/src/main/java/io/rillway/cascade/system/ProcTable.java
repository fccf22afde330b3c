// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The table of a Linux machine, read from its {@code /proc}. */
final class ProcTable implements ProcessTable {

    private static final String PIDS = "[0-9]*";

    private final Path proc;
    private final String boot;

    ProcTable(Path proc) {
        this.proc = proc;
        this.boot = read(proc.resolve("sys/kernel/random/boot_id"))
                .map(String::strip)
                .orElse("");
    }

    @Override
    public Optional<ProcessEntry> find(long pid) {
        return entry(proc.resolve(Long.toString(pid)));
    }

    @Override
    public List<ProcessEntry> all() {
        List<ProcessEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(proc, PIDS)) {
            folders.forEach(folder -> entry(folder).ifPresent(entries::add));
        } catch (IOException | DirectoryIteratorException e) {
            throw new UncheckedIOException(
                    "proc: " + proc + " (expected: a folder that can be listed)", new IOException(e));
        }
        return entries;
    }

    @Override
    public Optional<String> variable(long pid, String name) {
        String prefix = name + "=";
        return read(proc.resolve(Long.toString(pid)).resolve("environ"))
                .flatMap(environ -> Arrays.stream(environ.split("\0"))
                        .filter(variable -> variable.startsWith(prefix))
                        .findFirst())
                .map(variable -> variable.substring(prefix.length()));
    }

    private Optional<ProcessEntry> entry(Path folder) {
        try {
            return ProcStat.parse(boot, text(folder.resolve("stat")))
                    .filter(ProcStat::lives)
                    .map(ProcStat::entry);
        } catch (IOException e) {
            // It may end between any two looks; but a machine out of files must not make a living process look dead.
            if (Files.exists(folder)) {
                throw new UncheckedIOException("process: " + folder + " (expected: its state)", e);
            }
            return Optional.empty();
        }
    }

    /** Empty where it may not be read: another user's process, or one that has just ended. */
    private static Optional<String> read(Path file) {
        try {
            return Optional.of(text(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }
}
