// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call.
 *
 * @param value what it returned, or null
 * @param trouble what it threw, or null
 */
public record Answer<T>(@Nullable T value, @Nullable Exception trouble) {

    /** The value of a call that returned one. */
    public Optional<T> returned() {
        return Optional.ofNullable(value);
    }
}
