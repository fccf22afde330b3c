// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rillway.events.Event;
import io.rillway.hub.EventHub;
import io.rillway.hub.HubOptions;
import io.rillway.hub.port.Start;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.testing.FakeConnection;
import io.rillway.testing.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HousekeepingTest {

    @Test
    void logExpiresOnceInAWhile() {
        Rounds rounds = new Rounds(100);
        rounds.publish("a", 1);
        Housekeeping housekeeping = new Housekeeping(rounds.log);

        assertThat(housekeeping.keep(7)).isEqualTo(Housekeeping.EVERY.toNanos());
        rounds.clock.advance(Duration.ofHours(2));
        assertThat(housekeeping.keep(8)).isEqualTo(Housekeeping.EVERY.toNanos() - 1);
        assertThat(rounds.log.first()).isEqualTo(1);
        housekeeping.keep(7 + Housekeeping.EVERY.toNanos());
        assertThat(rounds.log.first()).isEqualTo(2);
    }

    @Test
    void hubThatNobodyIsConnectedToExpiresItsLog() {
        ManualClock clock = new ManualClock();
        try (EventHub hub = EventHub.open(HubOptions.defaults().withClock(clock))) {
            String id = hub.publish(Event.of("a", "n", 1)).toCompletableFuture().join();
            String start = id.substring(0, id.indexOf('-')) + "-0";
            clock.advance(Duration.ofDays(2));

            await().until(() -> {
                FakeConnection connection = new FakeConnection();
                hub.subscribe(SubscribeRequest.of("anna", "a").withStart(new Start.After(start)), connection);
                await().until(() -> !connection.messages().isEmpty());
                return connection.data("connected").get(0).contains("\"resume\":\"gap\"");
            });
        }
    }
}
