// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.client.model.ConnectionSnapshot;
import io.rillway.client.model.ConnectionSnapshot.LastError;
import io.rillway.client.model.ConnectionState;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConnectionTextTest {

    private static final ConnectionSnapshot FRESH = ConnectionSnapshot.INITIAL;

    private static String text(ConnectionSnapshot snapshot) {
        return ConnectionText.of(snapshot).orElseThrow().text();
    }

    private static ConnectionSnapshot trouble(ConnectionState state) {
        return FRESH.trouble(state, new LastError("Max reconnection attempts (10) reached", Instant.EPOCH, 3));
    }

    @Test
    @DisplayName("S5-12 says the exact words, and nothing while connected")
    void saysTheWords() {
        assertThat(ConnectionText.of(FRESH.connected(Instant.EPOCH))).isEmpty();
        assertThat(text(FRESH.connecting())).isEqualTo("Connecting to live updates...");
        assertThat(text(trouble(ConnectionState.RECONNECTING))).isEqualTo("Reconnecting (attempt 3)...");
        assertThat(text(trouble(ConnectionState.ERROR))).isEqualTo("Max reconnection attempts (10) reached");
        assertThat(text(FRESH)).isEqualTo("Disconnected from live updates");
    }
}
