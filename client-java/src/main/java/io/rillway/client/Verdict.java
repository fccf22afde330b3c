// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import io.rillway.client.model.StreamException;
import java.time.Duration;

/** What follows the end of an attempt. */
sealed interface Verdict {

    /** Another attempt, the given one in a row, after a wait. */
    record Again(int attempt, Duration delay) implements Verdict {}

    /** Nothing, after so many attempts; the error says why. */
    record End(int attempts, StreamException error) implements Verdict {}
}
