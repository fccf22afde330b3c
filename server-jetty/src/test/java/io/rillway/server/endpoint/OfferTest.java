// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rillway.events.TopicSelector;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfferTest {

    private final Offer offer = new Offer(List.of("user/{principal}/**", "broadcast"), Set.of(), Replay.SINCE_ID);

    @Test
    void putsThePrincipalIntoTheTopics() {
        assertThat(offer.topicsOf("anna"))
                .containsExactly(TopicSelector.of("user/anna/**"), TopicSelector.of("broadcast"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "**", "a/b", "../x", "a b", "a?b"})
    void makesNoWildcardAndNoOtherPathOfAName(String name) {
        assertThat(offer.topicsOf(name)).containsExactly(TopicSelector.of("broadcast"));
    }

    @Test
    void refusesWhatIsNoTopicAndNothingAtAll() {
        assertThatThrownBy(() -> offer.withTopics("a//b")).hasMessageContaining("a//b");
        assertThatThrownBy(() -> offer.withTopics()).hasMessage("topics: [] (expected: at least one)");
        assertThatThrownBy(() -> new Replay(true, -1)).hasMessage("backlog: -1 (expected: 0 to 100000)");
        assertThatThrownBy(() -> new Answers("a\r\nb: c", false, ErrorBody.CODE))
                .hasMessageContaining("cacheControl");
    }
}
