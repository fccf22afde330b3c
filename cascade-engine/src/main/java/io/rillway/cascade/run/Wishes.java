// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The wishes that were not granted yet: in a queue by rank, or parked while their host has no place. Of the coordinator alone. */
final class Wishes {

    private final WishQueue queue = new WishQueue();
    private final Map<String, WishQueue> parked = new HashMap<>();

    void add(Wish wish) {
        wish.berth().add(wish);
        queue.add(wish);
    }

    /** The one of highest rank that is still wished, or null. */
    @Nullable
    Wish next() {
        return queue.poll();
    }

    /** It waits until its host has a place. */
    void park(String host, Wish wish) {
        parked.computeIfAbsent(host, id -> new WishQueue()).add(wish);
    }

    /** A place on a host is free, for one of them. */
    void unpark(String host) {
        WishQueue waiting = parked.get(host);
        if (waiting != null) {
            Wish next = waiting.poll();
            if (next == null) {
                parked.remove(host);
            } else {
                queue.add(next);
            }
        }
    }

    /** The unit is free: whoever waits for it may be granted. */
    void requeue(Berth berth) {
        List<Wish> waiting = berth.wishes();
        for (int i = 0; i < waiting.size(); i++) {
            queue.add(waiting.get(i));
        }
    }

    /** It was granted, or is not wished any more. */
    void drop(Wish wish) {
        wish.leave();
        wish.berth().remove(wish);
    }

    /** Takes all others for the same action on the unit. */
    List<Wish> takeAlike(Wish granted) {
        List<Wish> alike = granted.berth().wishes(granted.action(), true);
        for (int i = 0; i < alike.size(); i++) {
            drop(alike.get(i));
        }
        return alike;
    }

    /** Those for the opposite on the same unit. */
    List<Wish> opposite(Wish wish) {
        return wish.berth().wishes(wish.action(), false);
    }
}
