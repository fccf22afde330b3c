// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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

    private void sweepAfter(Duration time) {
        Remnants.sweep(folder, Instant.now().plus(time));
    }

    @Test
    void takesAwayWhatAProgramLeftThatIsGone() throws Exception {
        Path left = file("rillway-" + NOBODY + "-123.out");

        sweepAfter(Duration.ofMinutes(2));

        assertThat(left).doesNotExist();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void leavesWhatIsYoungOrOfALivingProgramOrSomethingElse() throws Exception {
        Path young = file("rillway-" + NOBODY + "-1.out");
        sweepAfter(Duration.ZERO);
        assertThat(young).exists();
        Files.delete(young);

        Path living = Remnants.create(folder);
        Path other = file("rillway-" + NOBODY + "-notes.out");
        Path longer = file("rillway-9999999999999999999999-1.out");
        Path inner = Files.createDirectory(folder.resolve("rillway-" + NOBODY + "-2.out"));
        Path link = Files.createSymbolicLink(folder.resolve("rillway-" + NOBODY + "-3.out"), other);

        sweepAfter(Duration.ofDays(1));

        assertThat(folder).isDirectoryContaining(path -> path.equals(living));
        assertThat(other).exists();
        assertThat(longer).exists();
        assertThat(inner).exists();
        assertThat(Files.isSymbolicLink(link)).isTrue();
    }

    @Test
    void aFolderThatIsNotThereIsNoTrouble() {
        Remnants.sweep(folder.resolve("gone"), Instant.now());

        assertThat(folder).isEmptyDirectory();
    }
}
