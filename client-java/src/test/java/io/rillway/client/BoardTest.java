// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.client.model.ConnectionSnapshot;
import io.rillway.client.model.ConnectionSnapshot.LastError;
import io.rillway.client.model.ConnectionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BoardTest {

    private final Board board = new Board();
    private final List<ConnectionSnapshot> told = new ArrayList<>();

    private static ConnectionSnapshot trouble(ConnectionSnapshot snapshot) {
        int attempt = snapshot.reconnectAttempts() + 1;
        return snapshot.trouble(ConnectionState.RECONNECTING, new LastError("x", Instant.EPOCH, attempt));
    }

    @Test
    void tellsChangesOfStateAndOfAttempt() {
        board.listen(told::add);
        board.become(ConnectionSnapshot::connecting);
        board.become(snapshot -> snapshot.event(Instant.EPOCH));
        board.become(BoardTest::trouble);
        board.become(BoardTest::trouble);
        assertThat(told).extracting(ConnectionSnapshot::reconnectAttempts).containsExactly(0, 1, 2);
    }

    @Test
    void staysClosed() {
        board.listen(told::add);
        board.become(ConnectionSnapshot::connecting);
        assertThat(board.close()).isTrue();
        assertThat(board.close()).isFalse();
        board.become(snapshot -> snapshot.connected(Instant.EPOCH));
        assertThat(board.snapshot().state()).isEqualTo(ConnectionState.DISCONNECTED);
        assertThat(told).hasSize(2);
    }

    @Test
    void aChangeMadeByAListenerIsToldAfterTheOneItWasToldOf() {
        board.listen(snapshot -> {
            told.add(snapshot);
            board.close();
            told.add(snapshot);
        });
        board.become(ConnectionSnapshot::connecting);
        assertThat(told)
                .extracting(ConnectionSnapshot::state)
                .containsExactly(
                        ConnectionState.CONNECTING,
                        ConnectionState.CONNECTING,
                        ConnectionState.DISCONNECTED,
                        ConnectionState.DISCONNECTED);
    }

    @Test
    void tellsEachChangeOnceAndInOrderWhoeverMakesIt() throws Exception {
        board.listen(told::add); // told by one thread at a time
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            work.add(() -> {
                for (int n = 0; n < 2500; n++) {
                    board.become(BoardTest::trouble);
                }
                return null;
            });
        }
        for (Future<Void> done : threads.invokeAll(work)) {
            done.get();
        }
        threads.shutdown();
        assertThat(told)
                .hasSize(10_000)
                .extracting(ConnectionSnapshot::reconnectAttempts)
                .isSorted();
    }
}
