// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server that could only half be opened. */
class PartsTest {

    private final List<String> closed = new ArrayList<>();
    private final Parts parts = new Parts();

    @Test
    void whatWasOpenedIsClosedInReverse() {
        parts.add("first", closed::add);
        parts.add("second", closed::add);

        parts.close(new IllegalStateException("no third"));

        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void aPartThatCannotBeClosedKeepsNoOtherOpen() {
        IllegalStateException stuck = new IllegalStateException("stuck");
        parts.add("first", closed::add);
        parts.add("second", part -> {
            throw stuck;
        });
        IllegalStateException reason = new IllegalStateException("no third");

        parts.close(reason);

        assertThat(closed).containsExactly("first");
        assertThat(reason).hasSuppressedException(stuck);
    }

    @Test
    void aServerWithoutPartsHasNothingToClose() {
        parts.close(new IllegalStateException("no first"));

        assertThat(closed).isEmpty();
    }
}
