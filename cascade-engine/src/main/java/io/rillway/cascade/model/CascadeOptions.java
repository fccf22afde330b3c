// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How a cascade is to be run.
 *
 * @param onFailure what it does once a step has failed; empty for what its action does by itself
 * @param deadline how long all its steps together may take, from when they are planned; what is under way then is left to
 *     itself
 * @param idempotencyKey makes a repetition of the request find the cascade of the first, also once that has ended, while it
 *     is remembered
 * @param replace whether running cascades that do the opposite are cancelled instead of this one being refused
 */
public record CascadeOptions(
        Optional<OnFailure> onFailure, Optional<Duration> deadline, Optional<String> idempotencyKey, boolean replace) {

    /** What its action does by itself, without a deadline; refused where it contradicts. */
    public static final CascadeOptions DEFAULTS =
            new CascadeOptions(Optional.empty(), Optional.empty(), Optional.empty(), false);

    private static final int MOST_KEY = 255;

    public CascadeOptions {
        requireNonNull(onFailure, "onFailure");
        requireNonNull(deadline, "deadline");
        requireNonNull(idempotencyKey, "idempotencyKey");
        deadline.filter(limit -> limit.isNegative() || limit.isZero()).ifPresent(limit -> {
            throw new IllegalArgumentException("deadline: " + limit + " (expected: more than zero)");
        });
        idempotencyKey.filter(key -> key.isBlank() || key.length() > MOST_KEY).ifPresent(key -> {
            throw new IllegalArgumentException(
                    "idempotencyKey: " + key.length() + " characters (expected: 1 to " + MOST_KEY + ", not blank)");
        });
    }

    /**
     * {@return these options with another conduct once a step has failed}
     *
     * @param conduct what to do
     */
    public CascadeOptions onFailure(OnFailure conduct) {
        return new CascadeOptions(Optional.of(conduct), deadline, idempotencyKey, replace);
    }

    /**
     * {@return these options with a deadline}
     *
     * @param limit how long all steps together may take, more than zero
     */
    public CascadeOptions within(Duration limit) {
        return new CascadeOptions(onFailure, Optional.of(limit), idempotencyKey, replace);
    }

    /**
     * {@return these options with a key, by which a repetition finds the first}
     *
     * @param key 1 to 255 characters
     */
    public CascadeOptions once(String key) {
        return new CascadeOptions(onFailure, deadline, Optional.of(key), replace);
    }

    /** {@return these options; cascades that do the opposite are cancelled} */
    public CascadeOptions replacing() {
        return new CascadeOptions(onFailure, deadline, idempotencyKey, true);
    }
}
