// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.json.EventCodec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EntityTest {

    private final Entity action =
            new EventCodec().decode(CoachingEvents.ACTION_CREATED, """
                    {"coaching_session_id":"s1","action":{"id":"a1","due_by":"2026-12-01T09:00:00+02:00","weight":2,
                     "done":false,"notes":null,
                     "history":[{"at":"2026-11-21T10:00:00Z","by":{"seen":"2026-11-21T10:00:01.5Z"}}]}}""").action();

    @Test
    @DisplayName("S5-07 finds dates deep inside an entity")
    void findsDatesDeepInside() {
        assertThat(action.instant("due_by")).contains(Instant.parse("2026-12-01T07:00:00Z"));
        assertThat(action.instant("history", 0, "by", "seen")).contains(Instant.parse("2026-11-21T10:00:01.5Z"));
    }

    @Test
    void findsTextAndNumbers() {
        assertThat(action.text("id")).contains("a1");
        assertThat(action.number("weight")).contains(2);
    }

    @Test
    void findsNothingWhereThereIsNothingOfThatKind() {
        assertThat(action.text("weight")).isEmpty();
        assertThat(action.number("id")).isEmpty();
        assertThat(action.text("notes")).isEmpty();
        assertThat(action.instant("id")).isEmpty();
        assertThat(action.text("history", 1, "at")).isEmpty();
        assertThat(action.text("history", -1)).isEmpty();
        assertThat(action.text("history", "at")).isEmpty();
        assertThat(action.text("id", "deeper")).isEmpty();
        assertThat(action.text("nowhere")).isEmpty();
    }

    @Test
    void takesAnInstantAsItIs() {
        Instant at = Instant.parse("2026-11-21T10:00:00Z");
        assertThat(Entity.of(Map.of("at", at)).instant("at")).contains(at);
    }

    @Test
    void isAValue() {
        Map<String, Object> fields = new LinkedHashMap<>(Map.of("id", "a1", "tags", List.of("x")));
        Entity entity = Entity.of(fields);
        fields.clear();

        assertThat(entity).isEqualTo(Entity.of(Map.of("id", "a1", "tags", List.of("x"))));
        assertThat(entity).hasSameHashCodeAs(Entity.of(Map.of("id", "a1", "tags", List.of("x"))));
        assertThat(entity).isNotEqualTo("a1");
    }

    @Test
    void doesNotShowItsValuesInText() {
        assertThat(Entity.of(Map.of("secret", "hush"))).hasToString("Entity[secret]");
    }
}
