// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import io.rillway.cascade.journal.Journal.Placed;
import java.util.List;
import java.util.Optional;

/**
 * What is written in one transaction.
 *
 * @param entries new entries, in their order
 * @param last the last position that was given, when the batch was made
 * @param published the last position that was published
 * @param sweep what may be deleted, if this is the time for it
 */
record Batch(List<Placed> entries, long last, long published, Optional<Sweep> sweep) {

    Batch {
        entries = List.copyOf(entries);
    }

    /** The last position that the journal has once this is written. */
    long end() {
        return entries.isEmpty() ? last : entries.get(entries.size() - 1).position();
    }

    /**
     * What may be deleted.
     *
     * @param statusesUpTo entries of no cascade up to this position
     * @param cascades all entries of these
     */
    record Sweep(long statusesUpTo, List<String> cascades) {

        Sweep {
            cascades = List.copyOf(cascades);
        }
    }
}
