// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemnantsTest {

    /** Beyond what any system gives out. */
    private static final long NOBODY = 999_999_999_999L;

    @TempDir
    private Path folder;

    private Path file(String name) throws Exception {
        return Files.createFile(folder.resolve(name));
    }

    private Path old(String name) throws Exception {
        return aged(file(name));
    }

    private static Path aged(Path file) throws Exception {
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
    }

    @Test
    void theFirstCommandTakesAwayWhatAProgramLeftThatIsGone() throws Exception {
        Path left = old("rillway-" + NOBODY + "-123.out");

        Path made = new Remnants(folder).create();

        assertThat(left).doesNotExist();
        assertThat(made).exists();
    }

    @Test
    void noCommandButTheFirstLooks() throws Exception {
        Remnants remnants = new Remnants(folder);
        remnants.create();
        Path left = old("rillway-" + NOBODY + "-123.out");

        remnants.create();

        assertThat(left).exists();
    }

    @Test
    void leavesWhatIsYoungOrOfALivingProgramOrSomethingElse() throws Exception {
        Path young = file("rillway-" + NOBODY + "-1.out");
        Path living = aged(new Remnants(folder).create());
        Path other = old("rillway-" + NOBODY + "-notes.out");
        Path longer = old("rillway-9999999999999999999999-1.out");
        Path inner = aged(Files.createDirectory(folder.resolve("rillway-" + NOBODY + "-2.out")));
        Path link = Files.createSymbolicLink(folder.resolve("rillway-" + NOBODY + "-3.out"), other);

        new Remnants(folder).create();

        assertThat(young).exists();
        assertThat(living).exists();
        assertThat(other).exists();
        assertThat(longer).exists();
        assertThat(inner).exists();
        assertThat(Files.isSymbolicLink(link)).isTrue();
    }
}
