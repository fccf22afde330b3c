// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.Topic;
import io.rillway.events.TopicSelector;
import io.rillway.hub.log.disk.Disk;
import io.rillway.hub.port.LogEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that publishes, again and again over one folder. {@code -Drillway.kills=100}, or the profile proof-kill, does
 * it as often as the promise was proven.
 */
class KillIT {

    private static final int KILLS = Integer.getInteger("rillway.kills", 4);

    private static final int SEGMENT_BYTES = 8_000;

    @TempDir
    Path folder;

    private final Random random = new Random(Long.getLong("rillway.seed", System.nanoTime()));
    private final Map<String, String> accepted = new HashMap<>();
    private final List<String> stored = new ArrayList<>();

    @Test
    @DisplayName("after kill -9 at any moment no id is used again, nothing stored is lost, and the order is kept")
    void survivesBeingKilled() throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            runAndKill(kill);
            check();
        }
        assertThat(folder.toFile().list((dir, name) -> name.matches(".*\\.\\d+\\.log")))
                .as("files that were rewritten")
                .isNotEmpty();
        System.out.printf("%d kills: %d events stored, %d accepted%n", KILLS, stored.size(), accepted.size());
    }

    private void runAndKill(int kill) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillChild.class.getName(),
                        folder.toString(),
                        "4",
                        kill % 4 == 0 ? "disk" : "os",
                        Integer.toString(SEGMENT_BYTES))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int linesToWait = 1 + random.nextInt(kill % 4 == 0 ? 200 : 5_000);
        try (BufferedReader said = child.inputReader(US_ASCII)) {
            int lines = 0;
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                note(line);
                lines++;
                if (lines == linesToWait) {
                    // Not by the process itself, which would close what it has said.
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private void note(String line) {
        String[] words = line.split(" ", -1);
        // The last line may have been cut.
        if (words.length == 3 && words[2].length() == 38) {
            String before = accepted.put(words[1], words[2]);
            assertThat(before == null || before.equals(words[2]))
                    .as("%s is the id of one event", words[1])
                    .isTrue();
            if (words[0].equals("S")) {
                stored.add(words[1]);
            }
        }
    }

    private void check() {
        try (Logs logs = new Logs(folder)) {
            SegmentLog log = logs.open(Logs.MUCH, KillChild.RETAIN, SEGMENT_BYTES, Disk.SYSTEM);
            Map<String, String> kept = new HashMap<>();
            long before = 0;
            for (LogEntry entry : Logs.entries(log, 1)) {
                assertThat(entry.sequence()).isGreaterThan(before);
                before = entry.sequence();
                if (entry.event().topics().contains(Topic.of("t"))) {
                    kept.put(entry.id(), Logs.payload(entry));
                }
            }
            assertThat(kept.keySet()).as("stored events that are kept").containsAll(stored);
            assertThat(kept.values()).as("no event twice").doesNotHaveDuplicates();
            for (String id : stored) {
                assertThat(kept.get(id)).isEqualTo(accepted.get(id));
                assertThat(log.sequence(id)).isPresent();
            }
            assertThat(log.kept(List.of(TopicSelector.of("t"))).whole())
                    .as("no gap is told")
                    .isEqualTo(1);
            String own = Logs.append(log, "t", "\"" + java.util.UUID.randomUUID() + "\"");
            assertThat(accepted).doesNotContainKey(own);
        }
    }
}
