// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.cascade.journal.JournalException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal in an H2 file. */
class FileJournalTest extends JournalContract {

    @TempDir
    Path folder;

    @Override
    JdbcOptions options() {
        return JdbcOptions.file(folder.resolve("journal"));
    }

    @Test
    void theFileIsWhereItWasAskedFor() {
        open().close();

        assertThat(folder.resolve("journal/journal.mv.db")).exists();
    }

    @Test
    void keepsItsPromiseOnTheDiskToo() {
        try (JdbcJournal journal = JdbcJournal.open(options().withSync(JdbcOptions.Sync.DISK))) {
            journal.append(admitted("a"));
            await(journal);
        }
        try (JdbcJournal journal = open()) {
            assertThat(journal.readAfter(0, 1)).hasSize(1);
        }
    }

    @Test
    void saysWhatIsWrongWithAFileThatIsNoDatabase() throws Exception {
        Path file = Files.createDirectories(folder.resolve("journal")).resolve("journal.mv.db");
        Files.writeString(file, "this is no database".repeat(1000));

        assertThatThrownBy(this::open).isInstanceOf(JournalException.class).hasMessageContaining("journal");
    }

    @Test
    void refusesAUrlWithoutItsCredentials() {
        assertThatThrownBy(() -> JdbcOptions.url("jdbc:oracle:thin://u:secret@db/x?password=secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc:postgresql")
                .hasMessageNotContaining("secret");
        assertThat(JdbcOptions.url("jdbc:postgresql://db/x?user=a&password=secret")
                        .toString())
                .doesNotContain("secret");
        assertThatThrownBy(() -> JdbcOptions.file(Path.of("a;b"))).hasMessageContaining("semicolon");
    }
}
