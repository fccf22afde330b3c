// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import io.rillway.cascade.model.Retry;
import java.time.Duration;

/** Reads how often a resource's steps are tried: a number of times, or a map that says how long to rest in between. */
final class RetryReader {

    private static final int MOST_ATTEMPTS = 100;
    private static final double LARGEST_FACTOR = 100;
    private static final Duration DELAY = Duration.ofSeconds(1);

    private RetryReader() {}

    static Retry read(Node node) {
        if (!node.isMap()) {
            return Retry.of(node.integer(1, MOST_ATTEMPTS), DELAY);
        }
        int attempts = node.required("attempts").integer(1, MOST_ATTEMPTS);
        Duration delay = node.child("delay").map(Node::durationOrZero).orElse(DELAY);
        Retry usual = Retry.of(attempts, delay);
        double factor =
                node.child("factor").map(n -> n.decimal(1, LARGEST_FACTOR)).orElse(usual.factor());
        Duration longest = node.child("maxDelay").map(Node::duration).orElse(usual.longest());
        node.done();
        if (longest.compareTo(delay) < 0) {
            throw node.required("maxDelay").refuse("no less than delay");
        }
        return new Retry(attempts, delay, factor, longest);
    }
}
