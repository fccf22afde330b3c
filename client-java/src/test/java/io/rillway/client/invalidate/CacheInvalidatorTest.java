// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.invalidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rillway.client.model.StreamEvent.Received;
import io.rillway.events.json.MalformedEventException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheInvalidatorTest {

    private final List<CacheKey> stale = new ArrayList<>();
    private final CacheTarget cache = new CacheTarget() {
        @Override
        public void invalidate(CacheKey key) {
            stale.add(key);
        }

        @Override
        public void invalidateAll() {
            stale.clear();
        }
    };

    private void event(List<InvalidationRule> rules, String type, String data) {
        new CacheInvalidator(rules, cache).event(new Received("", type, data));
    }

    @Test
    @DisplayName("S1-20 a status change makes the machines, the resources and the resource stale")
    void aStatusChange() {
        event(
                CacheInvalidator.homelabRules(),
                "status-change",
                "{\"resourceId\":\"nas\",\"resourceType\":\"machine\",\"status\":\"online\",\"timestamp\":\"2026-01-01T00:00:00Z\"}");
        assertThat(stale)
                .containsExactly(CacheKey.of("machines"), CacheKey.of("resources"), CacheKey.of("resource", "nas"));
    }

    @Test
    @DisplayName("S1-20 the end of a cascade makes it, the machines and the resources stale")
    void theEndOfACascade() {
        event(
                CacheInvalidator.homelabRules(),
                "cascade-complete",
                "{\"cascadeId\":\"c1\",\"resourceId\":\"web\",\"success\":true}");
        assertThat(stale)
                .containsExactly(CacheKey.of("cascades", "c1"), CacheKey.of("machines"), CacheKey.of("resources"));
    }

    @Test
    void aPayloadThatIsNotOfItsTypeMakesNothingStale() {
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> event(CacheInvalidator.homelabRules(), "status-change", "{}"));
        assertThat(stale).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "action_created, /actions, https://x/api/users/7/actions?x=1, true",
        "action_deleted, /actions, /transactions, false",
        "agreement_updated, /agreements, /agreements/3, true",
        "goal_created, /overarching_goals, /api/overarching_goals#x, true",
        "goal_created, /overarching_goals, /goals, false"
    })
    @DisplayName("S5-08 matches whole segments of a path, nested ones too")
    void matchesSegments(String type, String path, String url, boolean hit) {
        event(CacheInvalidator.coachingRules(), type, "{}");
        assertThat(stale).containsExactly(CacheKey.path(path));
        assertThat(((CacheKey.Path) stale.get(0)).hits(url)).isEqualTo(hit);
    }

    @Test
    void aKeyHitsWhatBeginsWithIt() {
        CacheKey.Parts key = new CacheKey.Parts(List.of("resource", "nas"));
        assertThat(key.hits(List.of("resource", "nas", "history"))).isTrue();
        assertThat(key.hits(List.of("resource"))).isFalse();
        assertThat(key.hits(List.of("resource", "vm"))).isFalse();
    }
}
