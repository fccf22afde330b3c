// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * How the steps of a resource are carried out.
 *
 * @param limits how long each try may take
 * @param retry how often it is tried
 * @param hostedAtOnce of a host: how many steps at one time on what runs directly on it, 1 or more; empty for any number
 */
public record StepOptions(TimeLimits limits, Retry retry, OptionalInt hostedAtOnce) {

    /** The engine's step timeout, one try, and any number. */
    public static final StepOptions DEFAULTS = new StepOptions(TimeLimits.NONE, Retry.NONE, OptionalInt.empty());

    public StepOptions {
        requireNonNull(limits, "limits");
        requireNonNull(retry, "retry");
        requireNonNull(hostedAtOnce, "hostedAtOnce");
        if (hostedAtOnce.orElse(1) < 1) {
            throw new IllegalArgumentException("hostedAtOnce: " + hostedAtOnce.getAsInt() + " (expected: 1 or more)");
        }
    }

    StepOptions with(TimeLimits next) {
        return new StepOptions(next, retry, hostedAtOnce);
    }

    StepOptions with(Retry next) {
        return new StepOptions(limits, next, hostedAtOnce);
    }

    StepOptions withHostedAtOnce(int most) {
        return new StepOptions(limits, retry, OptionalInt.of(most));
    }
}
