// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.Topic;
import io.rillway.events.TopicSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutingTableTest {

    private static final List<String> SEGMENTS = List.of("a", "b", "c");

    private final RoutingTable<TopicSelector> table = new RoutingTable<>();
    private final Random random = new Random(7);

    @Test
    void findsWhoSelects() {
        List<TopicSelector> selectors = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            selectors.add(selector());
        }
        selectors.forEach(selector -> table.add(selector, selector));
        agrees(selectors);

        List<TopicSelector> removed = selectors.subList(0, 150);
        List<TopicSelector> left = new ArrayList<>(selectors.subList(150, 300));
        left.removeAll(removed);
        removed.forEach(selector -> table.remove(selector, selector));
        agrees(left);

        left.forEach(selector -> table.remove(selector, selector));
        agrees(List.of());
    }

    @Test
    void publishingToOneOfManyFindsThatOne() {
        for (int i = 0; i < 100_000; i++) {
            TopicSelector own = TopicSelector.of("user/" + i);
            table.add(own, own);
        }

        assertThat(table.match(List.of(Topic.of("user/77777")))).containsExactly(TopicSelector.of("user/77777"));
    }

    private void agrees(List<TopicSelector> selectors) {
        for (int i = 0; i < 200; i++) {
            Topic topic = Topic.of(path(1 + random.nextInt(4), SEGMENTS));

            assertThat(table.match(List.of(topic)))
                    .isEqualTo(Set.copyOf(
                            selectors.stream().filter(s -> s.matches(topic)).toList()));
        }
    }

    private TopicSelector selector() {
        String path = path(1 + random.nextInt(3), List.of("a", "b", "c", "*"));
        return TopicSelector.of(random.nextBoolean() ? path : path + "/**");
    }

    private String path(int length, List<String> from) {
        List<String> path = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            path.add(from.get(random.nextInt(from.size())));
        }
        return String.join("/", path);
    }
}
