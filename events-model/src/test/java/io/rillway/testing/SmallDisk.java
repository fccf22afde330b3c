// SPDX-License-Identifier: Apache-2.0
package io.rillway.testing;

import java.io.IOException;
import java.nio.file.Path;

/** Programs whose files the system lets grow to some size only, which they take for a full disk. */
public final class SmallDisk {

    private SmallDisk() {}

    /** {@return a JVM of its own that runs a main class of the class path}; its errors are dropped, since each refusal is one. */
    public static Process start(String limit, Class<?> main, Path folder) throws IOException {
        return new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit " + limit + "; exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
