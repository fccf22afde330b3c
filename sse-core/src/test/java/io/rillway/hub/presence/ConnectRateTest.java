// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rillway.hub.port.HubException;
import io.rillway.hub.port.HubException.Reason;
import io.rillway.hub.port.HubLimits;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.Subscription;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectRateTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void letsABurstInAndThenTheRate() {
        ConnectRate rate = new ConnectRate(10);
        long now = Long.MAX_VALUE - SECOND / 2;

        for (int i = 0; i < 10; i++) {
            assertThat(rate.take(now)).isZero();
        }
        assertThat(rate.take(now)).isEqualTo(SECOND / 10);
        assertThat(rate.take(now + SECOND / 10)).isZero();
        assertThat(rate.take(now + SECOND / 10)).isPositive();
        for (int i = 0; i < 10; i++) {
            assertThat(rate.take(now + 5 * SECOND))
                    .as("a long rest is worth one burst")
                    .isZero();
        }
        assertThat(rate.take(now + 5 * SECOND)).isPositive();
    }

    @Test
    void noLimitIsNone() {
        ConnectRate rate = new ConnectRate(0);

        for (int i = 0; i < 10_000; i++) {
            assertThat(rate.take(7)).isZero();
        }
    }

    @Test
    void refusalSaysWhenAndTakesNoPlace() {
        AtomicLong ticker = new AtomicLong();
        Roster<Subscription> roster = new Roster<>(HubLimits.defaults().withConnectsPerSecond(1), ticker::get);
        SubscribeRequest request = SubscribeRequest.of("anna", "a");
        roster.reserve(request);

        HubException refusal = catchThrowableOfType(HubException.class, () -> roster.reserve(request));
        assertThat(refusal.reason()).isEqualTo(Reason.CONNECT_RATE);
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1));
        assertThat(roster.size()).isEqualTo(1);
        ticker.set(SECOND);
        roster.reserve(request);
        assertThat(roster.size()).isEqualTo(2);
    }
}
