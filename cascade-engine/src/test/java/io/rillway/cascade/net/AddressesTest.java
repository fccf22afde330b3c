// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AddressesTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    private List<InetAddress> slow(String name) throws UnknownHostException {
        asked.incrementAndGet();
        try {
            assertThat(answer.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new UnknownHostException("interrupted");
        }
        return List.of(InetAddress.getByAddress(name, new byte[] {10, 0, 0, 1}));
    }

    @Test
    void aLookUpThatHangsIsNotWaitedForAndNotBegunTwice() throws Exception {
        Addresses addresses = new Addresses("nas", this::slow);

        assertThatThrownBy(() -> addresses.find(SHORT)).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> addresses.find(SHORT)).isInstanceOf(TimeoutException.class);
        answer.countDown();

        assertThat(addresses.find(LONG)).singleElement().hasToString("nas/10.0.0.1");
        assertThat(asked.get()).isBetween(1, 2); // 2 if the first one had just ended
    }

    @Test
    void theTimeOfALookOverTheNetworkCoversTheLookUpOfTheName() {
        Reach reach = new Reach(new Endpoint("nas", 80), new Addresses("nas", this::slow));

        assertThatThrownBy(() -> reach.within(SHORT, connection -> "connected"))
                .isInstanceOfSatisfying(
                        UnreachedException.class,
                        e -> assertThat(e.kind()).isEqualTo(UnreachedException.Kind.UNREACHABLE))
                .hasMessage("no address of nas within 50 ms");
        answer.countDown();
    }

    @Test
    void saysThatNobodyKnowsAName() {
        Addresses addresses = new Addresses("nas", name -> {
            throw new UnknownHostException(name);
        });

        assertThatThrownBy(() -> addresses.find(LONG)).isInstanceOf(UnknownHostException.class);
    }
}
