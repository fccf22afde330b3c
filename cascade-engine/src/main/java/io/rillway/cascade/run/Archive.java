// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.journal.Chronicle;
import io.rillway.cascade.model.CascadeRecord;
import io.rillway.cascade.model.CascadeRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** All cascades that run, and the last ones that have ended. Written by the coordinator, read by any thread, under its lock. */
public final class Archive {

    private final int keptEnded;
    private final Consumer<String> forget;

    // Guarded by this.
    private final Map<String, Ledger> byId = new LinkedHashMap<>();
    private final Deque<String> ended = new ArrayDeque<>();
    private final Map<String, Keyed> byKey = new HashMap<>();

    /** A request with a key, and the cascade that is its answer. */
    private record Keyed(CascadeRequest request, String id) {}

    /** The listener is told, by the coordinator, of each ended cascade that is remembered no longer. */
    Archive(int keptEnded, Consumer<String> forget) {
        this.keptEnded = keptEnded;
        this.forget = forget;
    }

    synchronized void add(Ledger ledger) {
        byId.put(ledger.id(), ledger);
        rememberKeys(ledger);
    }

    /** Learns the keys of the requests that the cascade is the answer to; one that is known already stays with the first. */
    synchronized void rememberKeys(Ledger ledger) {
        for (CascadeRequest request : ledger.ask(Chronicle::keyed)) {
            byKey.putIfAbsent(key(request), new Keyed(request, ledger.id()));
        }
    }

    private static String key(CascadeRequest keyed) {
        return keyed.options().idempotencyKey().orElseThrow();
    }

    synchronized void remove(Ledger ledger) {
        drop(ledger.id());
    }

    private void drop(String id) {
        Ledger gone = byId.remove(id);
        if (gone != null) {
            gone.ask(Chronicle::keyed)
                    .forEach(request ->
                            byKey.computeIfPresent(key(request), (key, keyed) -> keyed.id.equals(id) ? null : keyed));
        }
    }

    /** The cascade of the same request with the same key, if there is one; another request with the key is refused. */
    synchronized Optional<Ledger> findRepeated(CascadeRequest request) {
        Optional<Keyed> before = request.options().idempotencyKey().flatMap(key -> Optional.ofNullable(byKey.get(key)));
        before.filter(keyed -> !keyed.request.equals(request)).ifPresent(keyed -> {
            throw Refusal.keyReused(keyed.id);
        });
        return before.flatMap(keyed -> find(keyed.id));
    }

    void ended(Ledger ledger) {
        oldestTooMany(ledger).ifPresent(forget);
    }

    private synchronized Optional<String> oldestTooMany(Ledger ledger) {
        ended.addLast(ledger.id());
        if (ended.size() <= keptEnded) {
            return Optional.empty();
        }
        String oldest = ended.removeFirst();
        drop(oldest);
        return Optional.of(oldest);
    }

    /** The cascade with this id. */
    public synchronized Optional<Ledger> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The records of all, newest first. */
    public List<CascadeRecord> records() {
        List<Ledger> all = all();
        Collections.reverse(all);
        return all.stream().map(Ledger::snapshot).toList();
    }

    private synchronized List<Ledger> all() {
        return new ArrayList<>(byId.values());
    }
}
