// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.system;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the file that a command's first word names, as the system would. */
public final class Program {

    private static final String DEFAULT_PATH = "/bin:/usr/bin";
    private static final boolean WINDOWS = File.separatorChar == '\\';

    private Program() {}

    /**
     * {@return the executable file}
     *
     * @param name the first word of the command; a name with a slash counts from the folder
     * @param folder where the command is to run
     * @param path where names without a slash are looked for; null for the system's own
     */
    public static Optional<Path> find(String name, Path folder, @Nullable String path) {
        try {
            return candidates(name, folder, path == null ? DEFAULT_PATH : path)
                    .flatMap(Program::withSuffixes)
                    .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                    .findFirst();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** {@return the {@code java} of this very JVM, for a machine whose path knows none} */
    public static Optional<Path> ownJava() {
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        return find("java", bin, bin.toString());
    }

    private static Stream<Path> candidates(String name, Path folder, String path) {
        if (name.indexOf('/') >= 0 || name.indexOf(File.separatorChar) >= 0) {
            return Stream.of(folder.resolve(name));
        }
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .map(place -> folder.resolve(place).resolve(name));
    }

    private static Stream<Path> withSuffixes(Path file) {
        List<String> suffixes = WINDOWS ? List.of(".exe", ".cmd", ".bat", ".com", "") : List.of("");
        return suffixes.stream().map(suffix -> file.resolveSibling(file.getFileName() + suffix));
    }
}
