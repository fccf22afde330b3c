// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.simulator;

import io.rillway.cascade.run.Coordinator;
import io.rillway.events.Event;
import io.rillway.testing.ManualClock;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Builds an engine with a mistake in it, and lets it work in the simulated worlds, in a class loader of its own. */
final class Workshop {

    private static final Path SOURCES = Path.of("src/main/java/io/rillway/cascade");

    private final Path folder;

    Workshop(Path folder) {
        this.folder = folder;
    }

    /** What a checker finds, with its promise in front; or nothing. It has a static method of that name. */
    String firstBreach(Mutant mutant, Class<?> checker, int worlds) throws IOException, ReflectiveOperationException {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        compile(written(mutant), classes);
        List<URL> urls = new ArrayList<>(List.of(classes.toUri().toURL()));
        for (String place : classPath().split(File.pathSeparator, -1)) {
            urls.add(Path.of(place).toUri().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            return (String) loader.loadClass(checker.getName())
                    .getMethod("firstBreach", int.class)
                    .invoke(null, worlds);
        } catch (InvocationTargetException e) {
            return "EXCEPTION " + e.getCause();
        }
    }

    /** The file as it is. */
    static String source(Mutant mutant) throws IOException {
        return Files.readString(SOURCES.resolve(mutant.file())).replace("\r\n", "\n");
    }

    /** The file with the mistake. */
    static String mutated(Mutant mutant) throws IOException {
        String source = source(mutant);
        int place = source.indexOf(mutant.from());
        if (place < 0) {
            throw new IllegalStateException(
                    mutant.name() + ": " + mutant.file() + " (expected: " + mutant.from() + ")");
        }
        return source.substring(0, place)
                + mutant.to()
                + source.substring(place + mutant.from().length());
    }

    private Path written(Mutant mutant) throws IOException {
        Path file = folder.resolve(Path.of(mutant.file()).getFileName());
        return Files.writeString(file, mutated(mutant));
    }

    private static void compile(Path source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath());
            boolean done = compiler.getTask(complaints, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            if (!done) {
                throw new IllegalStateException(source + ": " + complaints);
            }
        }
    }

    /** Where the classes of this program are, whoever has started it. */
    private static String classPath() {
        return Arrays.stream(new Class<?>[] {
                    Coordinator.class,
                    Workshop.class,
                    Event.class,
                    ManualClock.class,
                    org.slf4j.Logger.class,
                    org.jspecify.annotations.Nullable.class,
                    com.fasterxml.jackson.annotation.JsonProperty.class,
                    tools.jackson.core.JacksonException.class,
                    tools.jackson.databind.JsonNode.class
                })
                .map(Workshop::place)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
