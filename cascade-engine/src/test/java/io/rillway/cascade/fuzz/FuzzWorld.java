// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The resources as they really are, and all that was seen, in one order. */
final class FuzzWorld {

    private final Map<String, FuzzUnit> units = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();

    // Guarded by this.
    private final List<Timed> notes = new ArrayList<>();

    /** When something was seen. */
    record Timed(long nanos, Note note) {}

    synchronized void note(Note note) {
        notes.add(new Timed(System.nanoTime(), note));
    }

    synchronized List<Timed> notes() {
        return List.copyOf(notes);
    }

    /** Something changes and is seen, and nothing is seen in between. */
    synchronized void change(Runnable change, Note note) {
        change.run();
        note(note);
    }

    int nextNumber() {
        return numbers.incrementAndGet();
    }

    void add(FuzzUnit unit) {
        units.put(unit.id(), unit);
    }

    FuzzUnit unit(String id) {
        FuzzUnit unit = units.get(id);
        if (unit == null) {
            throw new IllegalStateException("unit: " + id + " (expected: one that was added)");
        }
        return unit;
    }

    List<FuzzUnit> units() {
        return List.copyOf(units.values());
    }

    /** From now on nothing goes wrong, and nothing hangs. */
    void calmDown() {
        units.values().forEach(FuzzUnit::calmDown);
    }
}
