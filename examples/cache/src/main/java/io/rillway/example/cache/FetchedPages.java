// SPDX-License-Identifier: Apache-2.0
package io.rillway.example.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.rillway.client.invalidate.CacheKey;
import io.rillway.client.invalidate.CacheTarget;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What was fetched from addresses, kept until an event makes it stale; the next one who asks fetches it again. The time limit is for
 * what no event tells.
 */
public final class FetchedPages implements CacheTarget {

    private final LoadingCache<String, String> pages;

    /** Pages that are fetched so. */
    public FetchedPages(Function<String, String> fetch) {
        this.pages = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(Duration.ofMinutes(10))
                .build(fetch::apply);
    }

    /** The page at an address. */
    public String page(String address) {
        return pages.get(address);
    }

    @Override
    public void invalidate(CacheKey key) {
        pages.asMap().keySet().removeIf(address -> isStale(key, address));
    }

    private static boolean isStale(CacheKey key, String address) {
        return key instanceof CacheKey.Path path
                ? path.hits(address)
                : key instanceof CacheKey.Parts parts && parts.hits(parts(address));
    }

    private static List<String> parts(String address) {
        return Arrays.stream(address.split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    @Override
    public void invalidateAll() {
        pages.invalidateAll();
    }
}
