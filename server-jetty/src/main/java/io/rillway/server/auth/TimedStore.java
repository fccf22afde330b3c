// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Values that are found by random secrets for a time; the secrets are known by their digests alone. When it is full, what
 * has not been looked for longest makes room.
 *
 * <p><b>Threads:</b> any; guarded by its own monitor.
 *
 * @param <V> the values
 */
final class TimedStore<V> {

    private record Entry<V>(V value, Instant until) {}

    /**
     * A value that was taken out.
     *
     * @param value the value
     * @param giveBack puts it back for the time that it had left, unless values were revoked since
     */
    record Taken<V>(V value, Runnable giveBack) {}

    private final InstantSource clock;
    private final int most;
    private final Map<String, Entry<V>> entries = new LinkedHashMap<>();

    /** How often values were revoked; one that was taken out meanwhile could not be looked at, and does not come back. */
    private long revocations;

    TimedStore(InstantSource clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** Keeps a value; {@return the secret} */
    String put(V value, Instant until) {
        String secret = Secrets.random();
        put(Secrets.digest(secret), new Entry<>(value, until));
        return secret;
    }

    private synchronized void put(String digest, Entry<V> entry) {
        Iterator<Entry<V>> eldest = entries.values().iterator();
        while (eldest.hasNext() && (!isGood(eldest.next()) || entries.size() >= most)) {
            eldest.remove();
        }
        entries.put(digest, entry);
    }

    synchronized Optional<V> find(String secret) {
        return good(entries.get(Secrets.digest(secret))).map(Entry::value);
    }

    /** {@return until when a value is kept}, by its secret's digest; a time in the past if it is not. */
    synchronized Instant until(String digest) {
        Entry<V> entry = entries.get(digest);
        return entry == null ? Instant.MIN : entry.until();
    }

    /** Keeps what was found for another time. */
    synchronized void prolong(String secret, Instant until) {
        String digest = Secrets.digest(secret);
        Entry<V> entry = entries.remove(digest);
        if (entry != null) {
            entries.put(digest, new Entry<>(entry.value(), until));
        }
    }

    /** Takes a value that fits out; of many who try at once one has it. */
    synchronized Optional<Taken<V>> take(String secret, Predicate<V> fits) {
        String digest = Secrets.digest(secret);
        Optional<Entry<V>> found = good(entries.get(digest)).filter(entry -> fits.test(entry.value()));
        found.ifPresent(entry -> entries.remove(digest));
        long before = revocations;
        return found.map(entry -> new Taken<>(entry.value(), () -> putBack(digest, entry, before)));
    }

    private synchronized void putBack(String digest, Entry<V> entry, long before) {
        if (revocations == before) {
            put(digest, entry);
        }
    }

    synchronized void remove(String secret) {
        entries.remove(Secrets.digest(secret));
    }

    synchronized void revokeIf(Predicate<V> fits) {
        revocations++;
        entries.values().removeIf(entry -> fits.test(entry.value()));
    }

    private Optional<Entry<V>> good(@Nullable Entry<V> entry) {
        return Optional.ofNullable(entry).filter(this::isGood);
    }

    private boolean isGood(Entry<V> entry) {
        return clock.instant().isBefore(entry.until());
    }
}
