// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunMarkTest {

    @Test
    void tellsPairsApartThatLookAlikeWhenJoined() {
        assertThat(RunMark.of("e/a", "b")).isNotEqualTo(RunMark.of("e", "a/b"));
    }

    @Test
    void canAlwaysBeAVariable() {
        assertThat(RunMark.of("e", "a\0b\nc=d é").value()).matches("[\\x21-\\x7e]+");
    }
}
