// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.journal.Journal.Placed;
import io.rillway.cascade.journal.JournalEntry;
import io.rillway.testing.SmallDisk;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process whose files the system lets grow to 192 KiB, which an H2 file takes for a full disk, until it lets them grow again. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class FullDiskProcessIT {

    private static final int REFUSALS = 10;
    private static final int RECOVERED = 10;

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    @Test
    @DisplayName(
            "disk full: a cascade that cannot be written down fails with its reason, nothing promised is lost, and it goes on with room again")
    void fullDiskLosesNothingThatWasPromised() throws Exception {
        play();
        List<JournalEntry> kept = kept();

        assertThat(all("R")).allMatch(text -> text.startsWith("JOURNAL_UNAVAILABLE") && text.contains("no room left"));
        assertThat(ids(kept, JournalEntry.Admitted.class)).containsAll(all("A"));
        assertThat(ids(kept, JournalEntry.Ended.class)).containsAll(all("T"));
        assertThat(all("T")).doesNotHaveDuplicates();
        Map<String, Long> begun = kept.stream()
                .filter(JournalEntry.StepBegun.class::isInstance)
                .map(JournalEntry.StepBegun.class::cast)
                .collect(counted(step -> step.mark().action() + " " + step.resourceId()));
        all("O").stream()
                .collect(counted(order -> order))
                .forEach((order, times) ->
                        assertThat(begun.getOrDefault(order, 0L)).as(order).isGreaterThanOrEqualTo(times));
    }

    private void play() throws IOException, InterruptedException {
        Process child = SmallDisk.start("-S -f 192", FullDiskChild.class, folder);
        try (BufferedReader lines = child.inputReader(UTF_8)) {
            read(lines, "R", REFUSALS);
            giveRoom(child.pid());
            read(lines, "E Completed", RECOVERED);
            // Not by the process itself, which would close what it has said.
            child.toHandle().destroyForcibly();
            lines.lines().forEach(said::add);
        } finally {
            child.destroyForcibly();
        }
    }

    /** Until so many more lines begin like this. */
    private void read(BufferedReader lines, String like, int times) throws IOException {
        int found = 0;
        while (found < times) {
            String line = lines.readLine();
            assertThat(line).as("after %s", said).isNotNull();
            said.add(line);
            found += line.startsWith(like) ? 1 : 0;
        }
    }

    private static void giveRoom(long pid) throws IOException, InterruptedException {
        Process raised = new ProcessBuilder("prlimit", "--pid", String.valueOf(pid), "--fsize=unlimited").start();
        assertThat(raised.waitFor()).isZero();
    }

    private List<String> all(String kind) {
        return said.stream()
                .filter(line -> line.startsWith(kind + " "))
                .map(line -> line.substring(2))
                .toList();
    }

    private List<JournalEntry> kept() {
        try (JdbcJournal journal = JdbcJournal.open(FullDiskChild.journal(folder))) {
            return journal.readAfter(0, 1_000_000).stream().map(Placed::entry).toList();
        }
    }

    private static Set<String> ids(List<JournalEntry> kept, Class<?> kind) {
        return kept.stream()
                .filter(kind::isInstance)
                .map(entry -> ((JournalEntry.OfCascade) entry).cascadeId())
                .collect(Collectors.toSet());
    }

    private static <T> Collector<T, ?, Map<String, Long>> counted(Function<T, String> key) {
        return Collectors.groupingBy(key, Collectors.counting());
    }
}
