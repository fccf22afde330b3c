// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.body;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BodiesTest {

    @Test
    void saysWhatIsWrongWithATextAndNothingOfTheParsersOwnAffairs() {
        assertThatThrownBy(() -> Bodies.json("{\"a\": [1", "body"))
                .isInstanceOf(ApiException.class)
                .hasMessage("body: not JSON: Unexpected end-of-input: expected close marker for Array");
        assertThatThrownBy(() -> Bodies.json("", "body")).hasMessage("body: empty (expected: JSON)");
    }
}
