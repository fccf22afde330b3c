// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.stream;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/** The ids of the last events, across connections. One thread. */
public final class RecentIds {

    private final int capacity;
    private final ArrayDeque<String> order = new ArrayDeque<>();
    private final Set<String> ids = new HashSet<>();

    /** Remembers that many ids; none if 0. */
    public RecentIds(int capacity) {
        this.capacity = capacity;
    }

    /** {@return whether the id is news; it is remembered from now on} */
    boolean add(String id) {
        if (capacity == 0 || id.isEmpty()) {
            return true;
        }
        if (!ids.add(id)) {
            return false;
        }
        order.add(id);
        if (order.size() > capacity) {
            ids.remove(order.remove());
        }
        return true;
    }
}
