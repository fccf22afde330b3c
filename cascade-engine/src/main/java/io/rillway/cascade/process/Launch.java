// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import static java.util.Objects.requireNonNull;

import io.rillway.cascade.system.Program;
import io.rillway.cascade.system.Spawning;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a process is to be started: in a session of its own where the system has {@code setsid}, reading nothing, writing
 * to a file.
 *
 * @param command the program and its arguments
 * @param surroundings where it runs
 */
public record Launch(List<String> command, Surroundings surroundings) {

    /** This program's own settings, secrets among them, are no business of what it starts. */
    private static final String OWN_SETTINGS = "RILLWAY_";

    private static final String JAVA = "java";

    public Launch {
        command = List.copyOf(command);
        requireNonNull(surroundings, "surroundings");
        if (command.isEmpty() || command.get(0).isBlank()) {
            throw new IllegalArgumentException("command: " + command + " (expected: a program, then its arguments)");
        }
        if (command.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("command: " + command.get(0).replace('\0', '?') + " (expected: no NUL)");
        }
    }

    /** {@return the first word of the command; the others may hold secrets and are not for messages} */
    public String program() {
        return command.get(0);
    }

    /**
     * Checks that there is something to start.
     *
     * @throws IOException if the folder or the program is missing
     */
    public void check() throws IOException {
        resolve(builder());
    }

    /** Starts the process with a few more variables. */
    Process start(Written output, Map<String, String> more) throws IOException {
        ProcessBuilder builder = builder();
        builder.environment().putAll(more);
        builder.command(resolve(builder));
        builder.redirectInput(Redirect.from(new File(File.separatorChar == '\\' ? "NUL" : "/dev/null")));
        builder.redirectOutput(Redirect.appendTo(output.target()));
        return Spawning.start(builder);
    }

    /** {@return whether what it starts will lead a session of its own} */
    static boolean makesSession() {
        return setsid().isPresent();
    }

    private static Optional<Path> setsid() {
        return Program.find("setsid", Path.of("").toAbsolutePath(), System.getenv("PATH"));
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith(OWN_SETTINGS));
        environment.putAll(surroundings.env());
        builder.directory(surroundings.folder().toFile());
        return builder;
    }

    /** {@return the words to run: setsid would report a missing program only to the output, so it is looked for first} */
    private List<String> resolve(ProcessBuilder builder) throws IOException {
        if (!Files.isDirectory(surroundings.folder())) {
            throw new IOException("workdir: " + surroundings.folder() + " (expected: a folder that exists)");
        }
        List<String> words = new ArrayList<>(command);
        if (find(builder).isEmpty()) {
            words.set(0, substitute().orElseThrow(this::missing).toString());
        }
        setsid().ifPresent(setsid -> words.add(0, setsid.toString()));
        return words;
    }

    private Optional<Path> find(ProcessBuilder builder) {
        return Program.find(
                program(), surroundings.folder(), builder.environment().get("PATH"));
    }

    /** A machine may have a JDK that is on no path: the one that runs this. */
    private Optional<Path> substitute() {
        return program().equals(JAVA) ? Program.ownJava() : Optional.empty();
    }

    private IOException missing() {
        return new IOException("command: " + program() + " (expected: an executable program; looked from "
                + surroundings.folder() + " and on the PATH)");
    }
}
