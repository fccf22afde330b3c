// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.Event;
import io.rillway.events.Exclusion;
import io.rillway.events.Topic;
import io.rillway.events.TopicSelector;
import io.rillway.hub.port.EventFilter;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.port.Start;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.testing.FakeConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whatever the rounds share and skip, each stream carries what one who asks every entry in turn would have sent it. */
class NaiveRoutingTest {

    private static final List<String> TOPICS = List.of("a", "b", "a/x", "a/y", "b/x", "a/x/1");
    private static final List<String> SELECTORS = List.of("**", "*", "a", "b", "a/**", "*/x", "a/x", "b/x", "*/*/1");

    /** A stream, and the place after which it began. */
    private record Watched(Subscriber subscriber, FakeConnection connection, long after) {}

    @Test
    @DisplayName("G6 whoever joins, stalls and resumes at any moment gets what it may see, in order, once")
    void carriesWhatANaiveReaderWouldSend() {
        for (int seed = 0; seed < 300; seed++) {
            new World(seed).play();
        }
    }

    private static final class World {
        private final int seed;
        private final Random random;
        private final Rounds rounds = new Rounds(5000);
        private final List<Watched> streams = new ArrayList<>();

        World(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void play() {
            for (int step = 0; step < 400; step++) {
                int number = step;
                switch (random.nextInt(9)) {
                    case 0 -> rounds.shard.round(rounds.clock.nanoTime());
                    case 1 -> join();
                    case 2 -> any().ifPresent(stream -> stream.connection().stall());
                    case 3 -> any().ifPresent(stream -> stream.connection().resume());
                    case 4 ->
                        any().ifPresent(stream -> stream.connection().beforeWrite(() -> rounds.publish(event(number))));
                    default -> rounds.publish(event(number));
                }
            }
            streams.forEach(stream -> stream.connection().resume());
            rounds.walk();
            // Whoever published while the last one was written to would have woken the writer.
            rounds.walk();
            streams.forEach(this::compare);
        }

        private void join() {
            if (streams.size() == 12) {
                return;
            }
            long after = random.nextInt((int) rounds.log.last() + 1);
            Start start = random.nextBoolean() ? new Start.Live() : new Start.After(rounds.log.id(after));
            SubscribeRequest request = SubscribeRequest.of("p" + random.nextInt(3), some(SELECTORS))
                    .withGrants(
                            Stream.of(some(SELECTORS)).map(TopicSelector::of).toList())
                    .withFilter(filter())
                    .withStart(start);
            FakeConnection connection = new FakeConnection();
            long from = start instanceof Start.Live ? rounds.log.last() : after;
            streams.add(new Watched(rounds.subscribe(request, connection), connection, from));
        }

        private EventFilter filter() {
            return random.nextInt(3) == 0
                    ? new EventFilter(Set.of(), Map.of("project", Set.of("p" + random.nextInt(2))))
                    : EventFilter.NONE;
        }

        private Event event(int number) {
            Event event = Event.of("a", "n", number)
                    .withTopics(some(TOPICS))
                    .withAttributes(Map.of("project", "p" + random.nextInt(2)));
            return switch (random.nextInt(6)) {
                case 0 -> event.withExclude(new Exclusion.Principal("p" + random.nextInt(3)));
                case 1 -> event.withExclude(new Exclusion.Connection("c" + (1 + random.nextInt(12))));
                default -> event;
            };
        }

        private String[] some(List<String> from) {
            return Stream.generate(() -> from.get(random.nextInt(from.size())))
                    .limit(1 + random.nextInt(3))
                    .toArray(String[]::new);
        }

        private Optional<Watched> any() {
            return streams.stream().skip(random.nextInt(streams.size() + 1)).findFirst();
        }

        private void compare(Watched stream) {
            List<String> expected = rounds.log.read(stream.after() + 1, 5000).stream()
                    .filter(entry -> mayGet(stream.subscriber(), entry))
                    .map(LogEntry::id)
                    .toList();
            List<String> actual = stream.connection().messages().stream()
                    .filter(message -> message.event().equals("n"))
                    .map(message -> message.id())
                    .toList();

            assertThat(actual)
                    .as("seed %d, stream %s", seed, stream.subscriber().id())
                    .isEqualTo(expected);
            assertThat(stream.connection().overlapping()).isZero();
        }

        private static boolean mayGet(Subscriber subscriber, LogEntry entry) {
            SubscribeRequest request = subscriber.request();
            Event event = entry.event();
            Exclusion exclude = event.exclude();
            return event.topics().stream()
                            .anyMatch(topic -> picks(request.selectors(), topic) && picks(request.grants(), topic))
                    && request.filter().passes(event.type(), event.attributes())
                    && (exclude == null || !exclude.leavesOut(request.principal(), subscriber.id()));
        }

        private static boolean picks(List<TopicSelector> selectors, Topic topic) {
            return selectors.stream().anyMatch(selector -> selector.matches(topic));
        }
    }
}
