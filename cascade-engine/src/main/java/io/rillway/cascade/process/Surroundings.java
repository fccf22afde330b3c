// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where a process runs and what it finds there.
 *
 * @param workdir the folder; empty for that of this program
 * @param env what is in its environment besides this program's own
 */
public record Surroundings(Path workdir, Map<String, String> env) {

    /** Those of this program. */
    public static final Surroundings SAME = new Surroundings(Path.of(""), Map.of());

    public Surroundings {
        requireNonNull(workdir, "workdir");
        env = Map.copyOf(env);
        env.forEach(Surroundings::requireVariable);
    }

    /** {@return the folder in full} */
    Path folder() {
        return workdir.toAbsolutePath();
    }

    private static void requireVariable(String name, String value) {
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "env: " + name.replace('\0', '?') + " (expected: a name without = and NUL)");
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("env: the value of " + name + " (expected: no NUL in it)");
        }
    }
}
