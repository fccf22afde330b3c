// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.model.Resource;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

    private static Resource resource(String id, String... needs) {
        Resource.Builder builder = Resource.named(id);
        for (String need : needs) {
            builder.dependsOn(need);
        }
        return builder.build();
    }

    @Test
    void suggestsWhatNothingNeedsWithTheMostBelowIt() {
        assertThat(Suggestion.of(List.of(
                        resource("db"),
                        Resource.named("vm").host("db").build(),
                        resource("auth", "vm"),
                        resource("reports", "db"),
                        resource("web", "auth", "db"))))
                .contains("web");
    }

    @Test
    void suggestsNothingWhereThereIsNothing() {
        assertThat(Suggestion.of(List.of())).isEmpty();
    }
}
