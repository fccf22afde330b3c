// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.invalidate;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What is stale. */
public sealed interface CacheKey {

    /**
     * Whatever is cached under a key that begins with these parts, such as {@code ["resource", "nas"]}.
     *
     * @param parts the parts of the key
     */
    record Parts(List<String> parts) implements CacheKey {

        public Parts {
            parts = List.copyOf(parts);
        }

        /**
         * {@return whether a cached key begins with these parts}
         *
         * @param key the parts of the cached key
         */
        public boolean hits(List<String> key) {
            return key.size() >= parts.size() && key.subList(0, parts.size()).equals(parts);
        }
    }

    /**
     * Whatever was fetched from an address with these segments in its path, so that {@code /actions} hits
     * {@code /users/7/actions} too, but not {@code /transactions}.
     *
     * @param path the segments, with slashes
     */
    record Path(String path) implements CacheKey {

        /**
         * {@return whether an address has these segments in its path}
         *
         * @param url the address, with or without its origin
         */
        public boolean hits(String url) {
            return Collections.indexOfSubList(segments(withoutQuery(url)), segments(path)) >= 0;
        }

        private static String withoutQuery(String url) {
            return url.split("[?#]", 2)[0];
        }

        private static List<String> segments(String text) {
            return Arrays.stream(text.split("/", -1))
                    .filter(segment -> !segment.isEmpty())
                    .toList();
        }
    }

    /**
     * {@return a key of parts}
     *
     * @param parts the parts
     */
    static CacheKey of(String... parts) {
        return new Parts(List.of(parts));
    }

    /**
     * {@return a key of segments of a path}
     *
     * @param path the segments, with slashes
     */
    static CacheKey path(String path) {
        return new Path(path);
    }
}
