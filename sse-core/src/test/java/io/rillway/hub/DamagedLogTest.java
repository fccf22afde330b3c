// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.events.Event;
import io.rillway.hub.port.Start;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.testing.FakeConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedLogTest {

    @TempDir
    Path folder;

    private EventHub open() {
        return EventHub.open(HubOptions.defaults().withStorage(Storage.folder(folder)));
    }

    @Test
    @DisplayName("a damaged place in the middle of the log is one gap that says so, before the next event")
    void damageIsAGap() throws IOException {
        List<String> ids = new ArrayList<>();
        try (EventHub hub = open()) {
            for (int i = 1; i <= 4; i++) {
                ids.add(hub.publish(Event.of("a", "n", "event" + i))
                        .toCompletableFuture()
                        .join());
            }
        }
        damage("event2");

        FakeConnection connection = new FakeConnection();
        try (EventHub hub = open()) {
            hub.subscribe(SubscribeRequest.of("anna", "**").withStart(new Start.After(ids.get(0))), connection);
            await().until(() -> connection.data("n").size() == 2);
        }

        assertThat(connection.data("gap"))
                .containsExactly(
                        "{\"reason\":\"damaged\",\"from\":\"" + ids.get(0) + "\",\"to\":\"" + ids.get(1) + "\"}");
        assertThat(connection.data("n")).containsExactly("\"event3\"", "\"event4\"");
        assertThat(connection.text().indexOf("event: gap"))
                .isLessThan(connection.text().indexOf("event: n"));
    }

    private void damage(String text) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".log")).toList()) {
                String bytes = Files.readString(file, ISO_8859_1);
                Files.writeString(file, bytes.replace(text, "#".repeat(text.length())), ISO_8859_1);
            }
        }
    }
}
