// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {

    @TempDir
    private Path folder;

    @Test
    void refusesACommandWithoutAProgram() {
        assertThatThrownBy(() -> new Launch(List.of(), Surroundings.SAME))
                .hasMessage("command: [] (expected: a program, then its arguments)");
        assertThatThrownBy(() -> new Launch(List.of(" ", "x"), Surroundings.SAME))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatNoSystemCanPassOn() {
        assertThatThrownBy(() -> new Launch(List.of("sh", "a\0b"), Surroundings.SAME))
                .hasMessage("command: sh (expected: no NUL)");
        assertThatThrownBy(() -> new Surroundings(folder, Map.of("A=B", "c")))
                .hasMessage("env: A=B (expected: a name without = and NUL)");
        assertThatThrownBy(() -> new Surroundings(folder, Map.of("A", "secret\0")))
                .hasMessage("env: the value of A (expected: no NUL in it)");
    }

    @Test
    void namesTheProgramAndTheFolderThatAreMissing() {
        Launch noProgram = new Launch(List.of("no-such-program", "--password=x"), new Surroundings(folder, Map.of()));
        Launch noFolder = new Launch(List.of("java"), new Surroundings(folder.resolve("gone"), Map.of()));

        assertThatThrownBy(noProgram::check)
                .hasMessage("command: no-such-program (expected: an executable program; looked from " + folder
                        + " and on the PATH)");
        assertThatThrownBy(noFolder::check)
                .hasMessage("workdir: " + folder.resolve("gone") + " (expected: a folder that exists)");
    }

    @Test
    void takesTheJavaOfThisJvmWhereThePathKnowsNone() {
        Launch java =
                new Launch(List.of("java", "-version"), new Surroundings(folder, Map.of("PATH", folder.toString())));

        assertThatCode(java::check).doesNotThrowAnyException();
    }
}
