// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcTableTest {

    @TempDir
    private Path proc;

    @Test
    void listsWhatLives() throws IOException {
        write(42, 'S', 100);
        write(43, 'Z', 101);
        Files.createDirectories(proc.resolve("44"));
        Files.delete(proc.resolve("44"));

        assertThat(new ProcTable(proc).all()).extracting(ProcessEntry::pid).containsExactly(42L);
    }

    @Test
    void tellsAProcessFromALaterOneOfTheSamePid() throws IOException {
        write(42, 'S', 100);
        ProcTable table = new ProcTable(proc);
        ProcessIdentity first = table.identify(42);

        write(42, 'S', 101);

        assertThat(table.isAlive(first)).isFalse();
        assertThat(table.isAlive(table.identify(42))).isTrue();
    }

    @Test
    void tellsAProcessFromOneOfAnEarlierBoot() throws IOException {
        write(42, 'S', 100);

        assertThat(new ProcTable(proc).isAlive(new ProcessIdentity("earlier", 42, 100)))
                .isFalse();
    }

    @Test
    void findsAVariableByItsWholeName() throws IOException {
        write(42, 'S', 100);
        Files.writeString(proc.resolve("42/environ"), "MY_MARK=no\0MARK_TOO=no\0MARK=a=b\0");

        assertThat(new ProcTable(proc).variable(42, "MARK")).contains("a=b");
        assertThat(new ProcTable(proc).variable(42, "OTHER")).isEmpty();
        assertThat(new ProcTable(proc).variable(99, "MARK")).isEmpty();
    }

    @Test
    void doesNotTakeAProcessForDeadBecauseItCannotBeRead() throws IOException {
        Files.createDirectories(proc.resolve("42/stat"));

        assertThatThrownBy(() -> new ProcTable(proc).find(42)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void knowsNobodyUnderAPidThatIsFree() {
        ProcTable table = new ProcTable(proc);

        assertThat(table.find(42)).isEmpty();
        assertThat(table.isAlive(table.identify(42))).isFalse();
    }

    private void write(long pid, char state, long started) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(Long.toString(pid)));
        Files.createDirectories(proc.resolve("sys/kernel/random"));
        Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "this-boot\n");
        Files.writeString(
                folder.resolve("stat"),
                pid + " (x) " + state + " 1 2 3 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 " + started + " 0 0\n");
    }
}
