// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {

    @TempDir
    private Path folder;

    private Path tool;

    @BeforeEach
    void makeATool() throws IOException {
        tool = Files.createFile(Files.createDirectories(folder.resolve("bin")).resolve("tool.exe"));
        assertThat(tool.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void looksForABareNameAlongThePath() {
        String path = folder.resolve("none") + File.pathSeparator + folder.resolve("bin");

        assertThat(Program.find("tool.exe", Path.of("/"), path)).contains(tool);
    }

    @Test
    void looksForANameWithASlashFromWhereItWillRun() {
        assertThat(Program.find("bin/tool.exe", folder, "")).contains(tool);
        assertThat(Program.find("bin/tool.exe", folder.resolve("bin"), "")).isEmpty();
    }

    @Test
    void findsNeitherAFolderNorSomethingThatMayNotBeRunNorANameThatCannotBe() throws IOException {
        Files.createFile(folder.resolve("text"));

        assertThat(Program.find("bin", folder, folder.toString())).isEmpty();
        assertThat(Program.find("text", folder, folder.toString())).isEmpty();
        assertThat(Program.find("a\0b", folder, folder.toString())).isEmpty();
    }

    @Test
    void knowsTheJavaOfThisJvm() {
        assertThat(Program.ownJava())
                .hasValueSatisfying(java -> assertThat(java).isExecutable());
    }
}
