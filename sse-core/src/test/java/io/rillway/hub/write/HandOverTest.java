// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.Event;
import io.rillway.events.SnapshotSource.Snapshot;
import io.rillway.events.TopicSelector;
import io.rillway.events.json.EventCodec;
import io.rillway.events.wire.SseMessage;
import io.rillway.hub.log.Bounds;
import io.rillway.hub.log.MemoryLog;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.RoundReport;
import io.rillway.hub.port.Start;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.SubscriptionChange.Add;
import io.rillway.hub.testing.FakeConnection;
import io.rillway.testing.ManualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The hand-over from replay to live, in every order in which a publisher, one who subscribes, the writer and the transport
 * can take turns: at each look at the log, at each wake-up and at each write.
 */
class HandOverTest {

    /** What of a log can differ from one moment to the next. */
    private static final Set<String> LOOKS = Set.of("read", "last", "first", "kept", "find", "append");

    @Test
    @DisplayName("G6 resuming while events are published loses, doubles and reorders nothing, in any order of turns")
    void resumeJoinsLive() {
        int orders = Interleaving.explore(2, order -> {
            World world = new World(order, 100);
            world.publish(1, 2);
            world.subscribes(new Start.After(world.id(1)));
            world.publishes(3, 4);
            world.play();

            assertThat(world.numbers()).isEqualTo("2,3,4");
        });

        assertThat(orders).isGreaterThan(1000);
    }

    @Test
    @DisplayName(
            "G6 two who are served in one round, while events are published, both get all of them once, in any order of turns")
    void bothOfARoundGetAll() {
        Interleaving.explore(2, order -> {
            World world = new World(order, 100);
            FakeConnection other = new FakeConnection();
            world.shard.subscribe("other", SubscribeRequest.of("eve", "a"), other);
            world.subscribe(new Start.Live());
            world.publishes(1, 3);
            world.play();

            assertThat(world.numbers()).isEqualTo("1,2,3");
            assertThat(Rounds.numbers(other)).isEqualTo("1,2,3");
        });
    }

    @Test
    @DisplayName(
            "G6 a fresh stream carries all that is published after it was opened, and its first id is where it began")
    void freshStreamBeginsWhereItSays() {
        Interleaving.explore(2, order -> {
            World world = new World(order, 100);
            world.subscribes(new Start.Live());
            world.publishes(1, 3);
            world.play();

            List<SseMessage> all = world.connection.messages();
            long began = Rounds.place(all.get(0).id());
            assertThat(all.get(0).event()).isEqualTo("connected");
            assertThat(began).isLessThanOrEqualTo(world.endWhenOpened);
            assertThat(world.numbers()).isEqualTo(Rounds.numbers((int) began + 1, 3));
        });
    }

    @Test
    @DisplayName("C1 where the log keeps little, every hole is told before the next event, in any order of turns")
    void everyHoleIsTold() {
        Interleaving.explore(1, order -> {
            World world = new World(order, 1);
            world.publish(1, 1);
            world.subscribes(new Start.After(world.id(1)));
            world.publishes(2, 4);
            world.play();

            long at = 1;
            for (SseMessage message : world.connection.messages()) {
                if (message.event().equals("n")) {
                    assertThat(Rounds.place(message.id())).isEqualTo(at + 1);
                    at++;
                } else if (message.event().equals("gap")) {
                    assertThat(message.data()).contains("\"from\":\"" + world.id(at) + "\"");
                    assertThat(Rounds.place(message.id())).isGreaterThan(at);
                    at = Rounds.place(message.id());
                }
            }
            assertThat(at).isEqualTo(4);
        });
    }

    @Test
    void changeLosesNothingThatStaysAndNothingThatIsPublishedAfterIt() {
        Interleaving.explore(2, order -> {
            World world = new World(order, 100);
            Subscriber subscriber = world.subscribe(new Start.Live());
            List<String> expected = new ArrayList<>();
            order.actor(() -> {
                world.append("a", 1);
                expected.add("1");
                world.append("b", 2);
                subscriber.change(new Add(List.of(TopicSelector.of("b"))));
                world.append("b", 3);
                expected.add("3");
                world.append("a", 4);
                expected.add("4");
            });
            world.play();

            assertThat(world.connection.data("n")).isEqualTo(expected);
        });
    }

    @Test
    @DisplayName("G9 a drain ends every stream, whenever it comes, and whoever comes late")
    void drainEndsEveryStream() {
        Interleaving.explore(1, order -> {
            World world = new World(order, 100);
            world.shard.subscribe("first", SubscribeRequest.of("eve", "**"), new FakeConnection());
            world.subscribes(new Start.Live());
            order.actor(() -> world.shard.drain(Duration.ofSeconds(5)));
            world.publishes(1, 1);
            world.play();

            assertThat(world.open).isZero();
            assertThat(world.shard.isDrained()).isTrue();
        });
    }

    /** A shard, its writer's thread, and the transport's, which completes what was left in flight. */
    private static final class World implements Registrar {
        private final Interleaving order;
        private final ManualClock clock = new ManualClock();
        private final EventLog log;
        private final EventLog watched;
        private final Shard shard;
        private final FakeConnection connection = new FakeConnection();
        private boolean woken;
        private long endWhenOpened;
        private int open;

        World(Interleaving order, int maxEvents) {
            this.order = order;
            this.log = new MemoryLog(new Bounds(maxEvents, 1 << 20, Duration.ofHours(1)), clock);
            this.watched = watched(log, order);
            this.shard = new Shard(watched, clock, this, this::wake);
            log.onCommit(this::wake);
            connection.stall();
        }

        /** Another thread may go on before every look at the log. */
        private static EventLog watched(EventLog log, Interleaving order) {
            return (EventLog) Proxy.newProxyInstance(
                    EventLog.class.getClassLoader(), new Class<?>[] {EventLog.class}, (proxy, method, arguments) -> {
                        if (LOOKS.contains(method.getName())) {
                            order.point();
                        }
                        return method.invoke(log, arguments);
                    });
        }

        private void wake() {
            order.point();
            woken = true;
        }

        String id(long place) {
            return log.id(place);
        }

        void publish(int from, int to) {
            for (int number = from; number <= to; number++) {
                append("a", number);
            }
        }

        void append(String topic, int number) {
            byte[] payload = new EventCodec().encode(number);
            watched.append(Event.of(topic, "n", null), payload, null);
        }

        void publishes(int from, int to) {
            order.actor(() -> publish(from, to));
        }

        Subscriber subscribe(Start start) {
            Subscriber subscriber =
                    shard.subscribe("c", SubscribeRequest.of("anna", "a").withStart(start), connection);
            endWhenOpened = log.last();
            return subscriber;
        }

        void subscribes(Start start) {
            order.actor(() -> subscribe(start));
        }

        String numbers() {
            return Rounds.numbers(connection);
        }

        void play() {
            order.actor(this::write);
            order.actor(this::complete);
            order.play();
            assertThat(connection.overlapping()).isZero();
        }

        private void write() {
            while (order.await(() -> woken)) {
                long next = 0;
                while (next == 0) {
                    woken = false;
                    order.point();
                    next = shard.round(clock.nanoTime());
                }
            }
        }

        private void complete() {
            while (order.await(connection::isWaiting)) {
                connection.resume();
                connection.stall();
            }
        }

        @Override
        public void taken(Subscriber subscriber) {
            open++;
        }

        @Override
        public Snapshot snapshot(TopicSelector selector) {
            return new Snapshot(List.of(), "");
        }

        @Override
        public void check(SubscribeRequest changed) {}

        @Override
        public void opened(Subscriber subscriber) {}

        @Override
        public void ended(Subscriber subscriber, @Nullable CloseReason reason) {
            open--;
        }

        @Override
        public void gap(Subscriber subscriber, String reason) {}

        @Override
        public void round(RoundReport report) {}

        @Override
        public void flushed(Duration sincePublished) {}
    }
}
