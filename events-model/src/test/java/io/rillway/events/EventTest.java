// SPDX-License-Identifier: Apache-2.0
package io.rillway.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {

    private static final Event EVENT = Event.of("project/p1", "build_complete", Map.of("build_id", "b7"));

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\rb", "a\0b", "a\ud800", "\udc00b"})
    void refusesTypesThatCouldBreakAFrame(String type) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Event.of("a", type, null))
                .withMessageStartingWith("type: ");
        assertThatIllegalArgumentException().isThrownBy(() -> EventType.of(type, String.class));
    }

    @Test
    void refusesTooMuch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EVENT.withTopics())
                .withMessage("topics: 0 (expected: 1 to 32)");
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i <= Event.MAX_ATTRIBUTES; i++) {
            many.put("a" + i, "x");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EVENT.withAttributes(many))
                .withMessage("attributes: 33 (expected: 0 to 32)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EVENT.withTtl(Duration.ZERO))
                .withMessage("ttl: PT0S (expected: more than zero)");
        assertThatIllegalArgumentException().isThrownBy(() -> Event.of("a", "x".repeat(129), null));
    }

    @Test
    void copiesDifferInOneThing() {
        assertThat(EVENT.withTopics("a", "b").topics()).containsExactly(Topic.of("a"), Topic.of("b"));
        assertThat(EVENT.withKey("k").key()).isEqualTo("k");
        assertThat(EVENT.withTtl(Duration.ofHours(1)).ttl()).isEqualTo(Duration.ofHours(1));
        assertThat(EVENT.withExclude(new Exclusion.Principal("eve")).exclude())
                .isEqualTo(new Exclusion.Principal("eve"));
        assertThat(EventType.of("x", String.class).on("a", "b")).isEqualTo(Event.of("a", "x", "b"));
    }

    @Test
    void theDiscardingSinkTakesEverything() {
        CompletionStage<String> id = EventSink.discarding().publish(EVENT, "key");

        assertThat(id).isCompletedWithValue("");
    }
}
