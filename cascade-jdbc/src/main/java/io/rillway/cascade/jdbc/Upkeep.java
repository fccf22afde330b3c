// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How far was published, and what need not be kept any longer. Guarded by the backlog that owns it. */
final class Upkeep {

    private static final int MOST_FORGOTTEN = 10_000;
    private static final long MOST_STATUSES = 100_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    // A forgotten cascade, and the position up to which it has to be published before it may go.
    private final Map<String, Long> forgotten = new LinkedHashMap<>();
    private long published;
    private long sweptUpTo;
    private long dueSince;

    Upkeep(long published) {
        this.published = published;
    }

    long published() {
        return published;
    }

    void published(long position) {
        published = Math.max(published, position);
        markDue();
    }

    void forget(String cascadeId, long last) {
        forgotten.put(cascadeId, last);
        markDue();
    }

    private void markDue() {
        if (dueSince == 0) {
            dueSince = System.nanoTime();
        }
    }

    boolean isDue() {
        return dueSince != 0;
    }

    long waitedNanos() {
        return System.nanoTime() - dueSince;
    }

    /** Published entries, and, if nobody publishes for very long, the oldest others. */
    Optional<Batch.Sweep> sweep(long last, boolean idle) {
        if (!isDue() || (!idle && waitedNanos() < PATIENCE_NANOS)) {
            return Optional.empty();
        }
        boolean tooMany = forgotten.size() > MOST_FORGOTTEN;
        List<String> cascades = forgotten.entrySet().stream()
                .filter(entry -> tooMany || entry.getValue() <= published)
                .map(Map.Entry::getKey)
                .toList();
        long statuses = Math.max(published, last - MOST_STATUSES);
        return Optional.of(new Batch.Sweep(statuses > sweptUpTo ? statuses : 0, cascades));
    }

    void done(Batch batch) {
        batch.sweep().ifPresent(sweep -> {
            sweep.cascades().forEach(forgotten::remove);
            sweptUpTo = Math.max(sweptUpTo, sweep.statusesUpTo());
            boolean more = batch.published() != published
                    || forgotten.values().stream().anyMatch(end -> end <= published);
            dueSince = more ? System.nanoTime() : 0;
        });
    }
}
