// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static io.rillway.hub.write.Rounds.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rillway.events.TopicSelector;
import io.rillway.hub.port.EventFilter;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.SubscriptionChange;
import io.rillway.hub.port.SubscriptionChange.Add;
import io.rillway.hub.port.SubscriptionChange.Filter;
import io.rillway.hub.port.SubscriptionChange.Remove;
import io.rillway.hub.port.SubscriptionChange.Replace;
import io.rillway.hub.testing.FakeConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangeTest {

    private final Rounds rounds = new Rounds(10_000);
    private final FakeConnection connection = new FakeConnection();
    private final Subscriber subscriber = rounds.subscribe(SubscribeRequest.of("anna", "a"), connection);

    @Test
    void addedTopicStartsAtTheEnd() {
        rounds.publish("b", 1);
        rounds.publish("a", 2);
        assertThat(subscriber.change(add("b")).selectors()).isEqualTo(List.of(of("a"), of("b")));
        rounds.publish("b", 3);
        rounds.publish("a", 4);
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("2,3,4");
    }

    @Test
    void removedTopicEndsAndWhatStaysGoesOn() {
        subscriber.change(add("b"));
        rounds.publish("a", 1);
        subscriber.change(new Remove(List.of(of("a"), of("c"))));
        rounds.publish("a", 2);
        rounds.publish("b", 3);
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("1,3");
        assertThat(subscriber.snapshot().request().selectors()).containsExactly(of("b"));
    }

    @Test
    void severalChangesAreOne() {
        SubscribeRequest now = subscriber.change(
                new Replace(List.of(of("b"), of("c"))),
                new Filter(new EventFilter(Set.of("n"), Map.of())),
                new Remove(List.of(of("c"))));
        rounds.publish("b", 1);
        rounds.publish("c", 2);
        rounds.walk();

        assertThat(now.filter().types()).containsExactly("n");
        assertThat(numbers(connection)).isEqualTo("1");
    }

    @Test
    void refusesToAskForNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> subscriber.change(new Remove(List.of(of("a")))))
                .withMessage("selectors: [] (expected: at least one)");
        rounds.publish("a", 1);
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("1");
    }

    @Test
    void changeOfWhoeverDoesNotReadStandsWhereItWasAskedFor() {
        rounds.walk();
        connection.stall();
        rounds.publish("a", 1);
        rounds.walk();
        rounds.publish("a", 2);
        rounds.publish("b", 3);
        subscriber.change(new Replace(List.of(of("b"))));
        rounds.publish("a", 4);
        rounds.publish("b", 5);
        rounds.walk();
        connection.resume();
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("1,2,5");
    }

    @Test
    void changeThatComesBetweenTheSignalsAndTheRoutingLosesNothing() {
        rounds.walk();
        rounds.log.beforeRead(() -> {
            subscriber.change(add("b"));
            rounds.publish("b", 1);
        });
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo("1");
    }

    @Test
    void manyChangesOfWhoeverDoesNotReadAreBoundedAndLoseNothing() {
        rounds.walk();
        connection.stall();
        rounds.publish("a", 0);
        rounds.walk();
        for (int number = 1; number <= 100; number++) {
            subscriber.change(number % 2 == 0 ? new Remove(List.of(of("b"))) : add("b"));
            rounds.publish("a", number);
        }
        connection.resume();
        rounds.walk();

        assertThat(numbers(connection)).isEqualTo(numbers(0, 100).replace(" ", ""));
    }

    @Test
    void whatStaysIsNeitherLostNorDoubledAndWhatIsAddedBeginsAtTheEnd() {
        for (int seed = 0; seed < 2000; seed++) {
            new World(seed).play();
        }
    }

    /** A stream whose topics change at any moment; what it has to carry is known from when they changed. */
    private static final class World {
        private static final List<String> TOPICS = List.of("a", "b", "c");
        private final Random random;
        private final int seed;
        private final Rounds rounds = new Rounds(1000);
        private final FakeConnection peer = new FakeConnection();
        private final Subscriber stream = rounds.subscribe(SubscribeRequest.of("anna", "keep", "a"), peer);
        private final List<String> expected = new ArrayList<>();
        private int number;

        World(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void play() {
            rounds.walk();
            for (int step = 0; step < 60; step++) {
                switch (random.nextInt(8)) {
                    case 0 -> rounds.shard.round(rounds.clock.nanoTime());
                    case 1 -> peer.stall();
                    case 2 -> peer.resume();
                    case 3 -> change();
                    case 4 -> rounds.log.beforeRead(this::act);
                    default -> act();
                }
            }
            peer.resume();
            for (int walk = 0; walk < 60; walk++) {
                rounds.walk();
            }

            assertThat(peer.data("n")).as("seed %d", seed).isEqualTo(expected);
        }

        private void act() {
            if (random.nextInt(6) == 0) {
                change();
            }
            String topic = random.nextBoolean() ? "keep" : TOPICS.get(random.nextInt(3));
            rounds.publish(topic, ++number);
            if (stream.request().selectors().contains(TopicSelector.of(topic))) {
                expected.add(Integer.toString(number));
            }
        }

        /** No more than a few at a time, because what goes beyond may stand a little early. */
        private void change() {
            if (stream.steps.size() < 8) {
                TopicSelector topic = TopicSelector.of(TOPICS.get(random.nextInt(3)));
                boolean there = stream.request().selectors().contains(topic);
                stream.change(there ? new Remove(List.of(topic)) : new Add(List.of(topic)));
            }
        }
    }

    private static SubscriptionChange add(String topic) {
        return new Add(List.of(of(topic)));
    }

    private static TopicSelector of(String topic) {
        return TopicSelector.of(topic);
    }
}
