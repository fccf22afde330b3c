// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a credential is good, as is known at the time of asking. A stream asks when it opens, and again whenever the time
 * has come that it was told last; so what was prolonged goes on, and what was taken back ends.
 *
 * <p><b>Threads:</b> the hub's writers, which wait for the answer, and those that ask the hub to look again; it must return
 * at once. <b>Errors:</b> what throws counts as no longer good.
 */
@FunctionalInterface
public interface Validity {

    /** How long before the end a stream is told of it, unless somebody says otherwise. */
    Duration USUAL_NOTICE = Duration.ofMinutes(1);

    /** Good for ever, as far as is known. */
    Validity ALWAYS = () -> Instant.MAX;

    /** {@return when it is no longer good}: {@link Instant#MAX} if that is not known, a time in the past if it is not */
    Instant until();

    /**
     * {@return how long before the end a stream is told of it}; half the time that is left, where that is less.
     */
    default Duration notice() {
        return USUAL_NOTICE;
    }

    /**
     * {@return the same with another notice}
     *
     * @param notice how long before the end a stream is told of it, zero or more
     */
    default Validity withNotice(Duration notice) {
        requireNonNull(notice, "notice");
        if (notice.isNegative()) {
            throw new IllegalArgumentException("notice: " + notice + " (expected: zero or more)");
        }
        if (notice.equals(notice())) {
            return this;
        }
        Validity validity = this;
        return new Validity() {
            @Override
            public Instant until() {
                return validity.until();
            }

            @Override
            public Duration notice() {
                return notice;
            }
        };
    }
}
