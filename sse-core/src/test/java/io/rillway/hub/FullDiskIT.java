// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.events.Event;
import io.rillway.hub.port.Start;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.testing.FakeConnection;
import io.rillway.testing.SmallDisk;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process whose files the system lets grow to 64 KiB, which a log takes for a full disk, and for room again in the next. */
@EnabledOnOs(OS.LINUX)
class FullDiskIT {

    private static final int RECOVERIES = 5;
    private static final Pattern FRAME = Pattern.compile("id: (\\S+)\\nevent: n\\ndata: \"([0-9]+)x*\"");

    @TempDir
    Path folder;

    private final Map<String, String> stored = new HashMap<>();
    private final List<String> failed = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private boolean lastFailed;
    private int recoveries;

    @Test
    @DisplayName(
            "disk full: publishers are told, nothing stored is lost, nobody sees what is, and it goes on with room again")
    void fullDiskLosesNothingThatWasStored() throws IOException {
        runUntilRecovered();
        Map<String, String> kept = kept();

        assertThat(failed).isNotEmpty();
        assertThat(kept).containsAllEntriesOf(stored);
        assertThat(kept.values()).doesNotHaveDuplicates().doesNotContainAnyElementsOf(failed);
        assertThat(seen).doesNotHaveDuplicates().isNotEmpty();
        assertThat(kept).containsKeys(seen.toArray(String[]::new));
    }

    private void runUntilRecovered() throws IOException {
        Process child = SmallDisk.start("-f 64", FullDiskChild.class, folder.resolve("log"));
        try (BufferedReader said = child.inputReader(US_ASCII)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                note(line.split(" "));
                if (recoveries == RECOVERIES) {
                    // Not by the process itself, which would close what it has said.
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly();
        }
    }

    /** Lines come whole, as each is one write that is shorter than what a pipe takes at once. */
    private void note(String[] words) {
        if (words[0].equals("S") && words.length == 3) {
            stored.put(words[1], words[2]);
            recoveries += lastFailed ? 1 : 0;
            lastFailed = false;
        } else if (words[0].equals("F") && words.length == 2) {
            failed.add(words[1]);
            lastFailed = true;
        } else if (words[0].equals("V") && words.length == 2) {
            seen.add(words[1]);
        }
    }

    private Map<String, String> kept() {
        FakeConnection connection = new FakeConnection();
        try (EventHub hub = EventHub.open(HubOptions.defaults().withStorage(Storage.folder(folder.resolve("log"))))) {
            hub.subscribe(SubscribeRequest.of("anna", "**").withStart(new Start.Since(Instant.EPOCH)), connection);
            String last =
                    hub.publish(Event.of("t", "last", 1)).toCompletableFuture().join();
            await().until(() -> last.equals(connection.lastEventId()));
        }
        assertThat(connection.data("gap")).isEmpty();
        Map<String, String> kept = new HashMap<>();
        FRAME.matcher(connection.text()).results().forEach(frame -> kept.put(frame.group(1), frame.group(2)));
        return kept;
    }
}
