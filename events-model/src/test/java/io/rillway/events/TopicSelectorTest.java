// SPDX-License-Identifier: Apache-2.0
package io.rillway.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicSelectorTest {

    @ParameterizedTest
    @CsvSource({
        "**, a, true",
        "**, a/b/c, true",
        "a, a, true",
        "a, a/b, false",
        "a/b, a, false",
        "a/*, a/b, true",
        "a/*, a, false",
        "a/*, a/b/c, false",
        "a/**, a, true",
        "a/**, a/b/c, true",
        "a/**, ab, false",
        "*/c, b/c, true",
        "*/c/**, b/c/d, true",
        "*/c/**, b, false"
    })
    void picksTopics(String pattern, String topic, boolean picked) {
        assertThat(TopicSelector.of(pattern).matches(Topic.of(topic))).isEqualTo(picked);
    }

    @Test
    void intersectsAndCoversAsItPicks() {
        List<TopicSelector> selectors = new ArrayList<>();
        paths(List.of("a", "b", "*"), 3).forEach(path -> {
            selectors.add(TopicSelector.of(path));
            selectors.add(TopicSelector.of(path + "/**"));
        });
        selectors.add(TopicSelector.ALL);
        List<Topic> topics =
                paths(List.of("a", "b", "c"), 4).stream().map(Topic::of).toList();

        for (TopicSelector one : selectors) {
            for (TopicSelector other : selectors) {
                Optional<TopicSelector> both = one.intersect(other);
                List<Topic> expected = topics.stream()
                        .filter(t -> one.matches(t) && other.matches(t))
                        .toList();

                assertThat(topics.stream()
                                .filter(t -> both.isPresent() && both.get().matches(t)))
                        .as("%s and %s", one, other)
                        .containsExactlyElementsOf(expected);
                assertThat(one.covers(other))
                        .as("%s covers %s", one, other)
                        .isEqualTo(topics.stream().filter(other::matches).allMatch(one::matches));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a//b", "a/", "/a", "a/**/b", "a*", "a b", "a?", "a\nb", "***"})
    void refusesWhatIsNoPattern(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopicSelector.of(pattern))
                .withMessageContaining("(expected: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a//b", "*", "a/*", "**", "a b", "a\tb", "a\0b", "a\uD800", "\uDC00/b"})
    void refusesWhatIsNoTopic(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> Topic.of(path)).withMessageContaining("(expected: ");
    }

    @Test
    void refusesLongAndDeepPaths() {
        assertThatIllegalArgumentException().isThrownBy(() -> Topic.of("a".repeat(257)));
        assertThatIllegalArgumentException().isThrownBy(() -> Topic.of("a/".repeat(16) + "a"));
        assertThat(Topic.of("a/".repeat(15) + "a").segments()).hasSize(16);
    }

    @Test
    void picksAsTheExpressionOfItsPatternDoes() {
        List<Topic> topics =
                paths(List.of("a", "b", "ab"), 4).stream().map(Topic::of).toList();
        for (String path : paths(List.of("a", "ab", "*"), 3)) {
            for (String pattern : List.of(path, path + "/**", "**")) {
                Pattern expression =
                        Pattern.compile(("/" + pattern).replace("/**", "(/.+)?").replace("*", "[^/]+"));

                assertThat(topics.stream().filter(TopicSelector.of(pattern)::matches))
                        .as(pattern)
                        .containsExactlyElementsOf(topics.stream()
                                .filter(t -> expression.matcher("/" + t.path()).matches())
                                .toList());
            }
        }
    }

    @Test
    void intersectsLongSelectors() {
        TopicSelector one = TopicSelector.of("a".repeat(126) + "/*/**");
        TopicSelector other = TopicSelector.of("*/" + "b".repeat(127) + "/**");
        TopicSelector longer = TopicSelector.of("*/" + "b".repeat(130));

        assertThat(one.intersect(other))
                .map(TopicSelector::pattern)
                .hasValue("a".repeat(126) + "/" + "b".repeat(127) + "/**");
        assertThat(one.intersect(longer)).isEmpty();
        assertThat(one.covers(longer)).isFalse();
    }

    private static List<String> paths(List<String> segments, int depth) {
        List<String> paths = new ArrayList<>(segments);
        List<String> last = segments;
        for (int i = 1; i < depth; i++) {
            List<String> deeper = new ArrayList<>();
            last.forEach(path -> segments.forEach(segment -> deeper.add(path + "/" + segment)));
            paths.addAll(deeper);
            last = deeper;
        }
        return paths;
    }
}
