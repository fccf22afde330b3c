// SPDX-License-Identifier: Apache-2.0
package io.rillway.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The command line is the last of the modules, so that the tests of all others are there to be read. */
class RequirementsCoverageTest {

    private final Path root = root();
    private final Path page = root.resolve("docs/requirements-coverage.md");

    private CoverageTable table;

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    @BeforeEach
    void read() throws IOException {
        table = new CoverageTable(Row.read(root.resolve("docs/requirements.txt")), Proof.all(root));
        if (Boolean.getBoolean("requirements.write")) {
            Files.writeString(page, table.text());
        }
    }

    @Test
    @DisplayName("G1 every row is proved by a test that names it, or listed with the reason why not")
    void everyRowIsProvedOrListed() {
        assertThat(table.open()).isEmpty();
    }

    @Test
    void noTestProvesWhatNobodyAskedFor() {
        assertThat(table.unknown()).isEmpty();
    }

    @Test
    @DisplayName("the page is up to date; -Drequirements.write=true writes it")
    void thePageIsUpToDate() throws IOException {
        assertThat(Files.readString(page)).isEqualTo(table.text());
    }
}
