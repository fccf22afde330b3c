// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.presence;

import io.rillway.hub.port.HubException;
import io.rillway.hub.port.HubException.Reason;
import io.rillway.hub.port.HubLimits;
import io.rillway.hub.port.HubLoad;
import io.rillway.hub.port.StreamOptions;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.SubscriberSnapshot.Progress;
import io.rillway.hub.port.Subscription;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected, by id and by principal, and whether one more may be. A place is reserved before a stream is opened, so
 * that no two can take the last one.
 *
 * <p><b>Threads:</b> any.
 *
 * @param <S> the streams
 */
public final class Roster<S extends Subscription> {

    private static final Duration UNTIL_OTHERS_LEAVE = Duration.ofSeconds(5);
    private static final Duration UNTIL_OWN_LEAVE = Duration.ofSeconds(30);

    /** Those whose streams are counted together; with options, the principal's streams with just those. */
    private record Share(String principal, @Nullable StreamOptions options) {}

    private final HubLimits limits;
    private final ConnectRate rate;
    private final LongSupplier ticker;
    private final AtomicInteger reserved = new AtomicInteger();
    private final Map<Share, Integer> shares = new ConcurrentHashMap<>();
    private final Map<String, S> byId = new ConcurrentHashMap<>();
    private final Map<String, Set<S>> byPrincipal = new ConcurrentHashMap<>();

    /**
     * Nobody.
     *
     * @param limits how many may be
     * @param ticker a clock of nanoseconds that never runs back
     */
    public Roster(HubLimits limits, LongSupplier ticker) {
        this.limits = limits;
        this.rate = new ConnectRate(limits.connectsPerSecond());
        this.ticker = ticker;
    }

    /** {@return the number of streams, with those that are just being opened} */
    public int size() {
        return reserved.get();
    }

    /**
     * Reserves a place.
     *
     * @param request for whom
     * @throws HubException if there is none
     */
    public void reserve(SubscribeRequest request) {
        requireFewTopics(request);
        HubException refusal = tryReserve(request);
        if (refusal != null) {
            throw refusal;
        }
    }

    /** {@return why there is no place}, or null if one was reserved. */
    private @Nullable HubException tryReserve(SubscribeRequest request) {
        Share ofHub = new Share(request.principal(), null);
        Share ofEndpoint = new Share(request.principal(), request.options());
        if (reserved.incrementAndGet() > limits.maxSubscribers()) {
            reserved.decrementAndGet();
            return new HubException(
                    Reason.TOO_MANY_SUBSCRIBERS,
                    "the hub has its " + limits.maxSubscribers() + " subscribers",
                    UNTIL_OTHERS_LEAVE);
        }
        if (!take(ofHub, limits.maxPerPrincipal())) {
            reserved.decrementAndGet();
            return tooMany(request.principal(), limits.maxPerPrincipal());
        }
        int mostOfEndpoint = request.options().maxPerPrincipal();
        if (!take(ofEndpoint, mostOfEndpoint)) {
            give(ofHub, limits.maxPerPrincipal());
            reserved.decrementAndGet();
            return tooMany(request.principal(), mostOfEndpoint);
        }
        long nanos = rate.take(ticker.getAsLong());
        if (nanos > 0) {
            release(request);
            return tooFast(nanos);
        }
        return null;
    }

    /**
     * Gives a place back.
     *
     * @param request for whom it was reserved
     */
    public void release(SubscribeRequest request) {
        give(new Share(request.principal(), null), limits.maxPerPrincipal());
        give(
                new Share(request.principal(), request.options()),
                request.options().maxPerPrincipal());
        reserved.decrementAndGet();
    }

    private boolean take(Share share, int most) {
        boolean taken = most == 0 || shares.merge(share, 1, Integer::sum) <= most;
        if (!taken) {
            give(share, most);
        }
        return taken;
    }

    private void give(Share share, int most) {
        if (most > 0) {
            shares.computeIfPresent(share, (s, count) -> count > 1 ? count - 1 : null);
        }
    }

    private static HubException tooMany(String principal, int most) {
        return new HubException(
                Reason.TOO_MANY_OF_PRINCIPAL, principal + " has its " + most + " streams", UNTIL_OWN_LEAVE);
    }

    private HubException tooFast(long nanos) {
        return new HubException(
                Reason.CONNECT_RATE,
                "more than " + limits.connectsPerSecond() + " streams were opened in a second",
                Duration.ofNanos(nanos));
    }

    /**
     * Looks whether a subscription may name as many topics as it does.
     *
     * @param request what is asked for
     * @throws HubException if it may not
     */
    public void requireFewTopics(SubscribeRequest request) {
        int topics = request.selectors().size();
        if (topics > limits.maxTopics()) {
            throw new HubException(
                    Reason.TOO_MANY_TOPICS, "topics: " + topics + " (expected: at most " + limits.maxTopics() + ")");
        }
    }

    /**
     * Enters who has come.
     *
     * @param subscription the stream
     */
    public void enter(S subscription) {
        byId.put(subscription.id(), subscription);
        byPrincipal.compute(subscription.request().principal(), (principal, before) -> {
            Set<S> all = before == null ? ConcurrentHashMap.newKeySet(1) : before;
            all.add(subscription);
            return all;
        });
    }

    /**
     * Strikes who has left, and gives the place back.
     *
     * @param subscription the stream
     */
    public void leave(S subscription) {
        byId.remove(subscription.id());
        byPrincipal.computeIfPresent(
                subscription.request().principal(),
                (principal, all) -> all.remove(subscription) && all.isEmpty() ? null : all);
        release(subscription.request());
    }

    /**
     * {@return the stream with an id, if it is open}
     *
     * @param id the id of the connection
     */
    public Optional<S> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * {@return the streams of a principal}
     *
     * @param principal the principal's name
     */
    public Collection<S> of(String principal) {
        return List.copyOf(byPrincipal.getOrDefault(principal, Set.of()));
    }

    /** {@return how they stand, taken together} */
    public HubLoad load() {
        int streams = 0;
        int behind = 0;
        long bytesInFlight = 0;
        long greatestLag = 0;
        for (S subscription : byId.values()) {
            Progress progress = subscription.snapshot().progress();
            streams++;
            behind += progress.lag() > 0 ? 1 : 0;
            bytesInFlight += progress.bytesInFlight();
            greatestLag = Math.max(greatestLag, progress.lag());
        }
        return new HubLoad(streams, behind, bytesInFlight, greatestLag);
    }

    /** {@return all streams} */
    public Collection<S> all() {
        return List.copyOf(byId.values());
    }
}
