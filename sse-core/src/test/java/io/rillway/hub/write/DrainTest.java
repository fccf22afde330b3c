// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.hub.pace.DrainPace;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.testing.FakeConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DrainTest {

    private static final SubscribeRequest ALL = SubscribeRequest.of("anna", "**");

    private final Rounds rounds = new Rounds(1000);

    @Test
    @DisplayName(
            "G9 many streams are ended in steps over half of the grace, with jitter, and go on until it is their turn")
    void endsManyInSteps() {
        List<FakeConnection> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            all.add(new FakeConnection());
            rounds.subscribe(ALL, all.get(i));
        }
        rounds.walk();
        all.forEach(FakeConnection::clear);

        rounds.shard.drain(Duration.ofMillis(200));
        rounds.walk();
        long first = ended(all);
        rounds.publish("a", 1);
        rounds.walk();
        for (int step = 0; step < 10; step++) {
            rounds.advance(Duration.ofMillis(10));
        }

        assertThat(first).isEqualTo(100);
        assertThat(ended(all)).isEqualTo(1000);
        assertThat(rounds.shard.isDrained()).isTrue();
        assertThat(all.stream().filter(c -> Rounds.numbers(c).equals("1"))).hasSize(900);
        assertThat(all.stream()
                        .map(c -> c.text().split("\n", 2)[c.text().startsWith("id") ? 1 : 0])
                        .distinct())
                .as("each waits for a time of its own")
                .hasSizeGreaterThan(300);
    }

    @Test
    void fewAreEndedAtOnce() {
        assertThat(new DrainPace(64, Duration.ofSeconds(5)).atOnce()).isEqualTo(64);
        assertThat(new DrainPace(100_000, Duration.ofSeconds(5)).atOnce()).isEqualTo(400);
        assertThat(new DrainPace(100_000, Duration.ZERO).atOnce()).isEqualTo(100_000);
    }

    @Test
    void whoComesWhileItDrainsIsEndedAtOnce() {
        FakeConnection early = new FakeConnection();
        FakeConnection late = new FakeConnection();
        early.stall();
        rounds.subscribe(ALL, early);
        rounds.walk();
        rounds.shard.drain(Duration.ofSeconds(5));
        rounds.walk();
        rounds.subscribe(ALL, late);
        rounds.walk();

        assertThat(late.end()).isEqualTo("completed");
        assertThat(rounds.shard.isDrained()).isFalse();
        early.resume();
        rounds.walk();
        assertThat(rounds.shard.isDrained()).isTrue();
    }

    @Test
    void saysWhenToComeBackBeforeWhatIsStillDue() {
        FakeConnection connection = new FakeConnection();
        rounds.subscribe(ALL, connection);
        rounds.walk();
        connection.stall();
        rounds.publish("a", 1);
        rounds.walk();
        connection.clear();
        rounds.publish("a", 2);
        rounds.shard.drain(Duration.ofSeconds(5));
        rounds.walk();
        connection.resume();
        rounds.walk();

        assertThat(connection.text()).matches("(?s)retry: \\d+\n\nid: .*data: 2\n\n");
        assertThat(connection.end()).isEqualTo("completed");
    }

    private static long ended(List<FakeConnection> all) {
        return all.stream().filter(connection -> connection.end() != null).count();
    }
}
