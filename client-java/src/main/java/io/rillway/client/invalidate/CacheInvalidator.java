// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.invalidate;

import static java.util.Objects.requireNonNull;

import io.rillway.client.EventClient;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.events.catalog.CascadeEvents;
import io.rillway.events.catalog.StatusEvents;
import java.util.List;

/**
 * Tells a cache what events make stale, by rules; after a gap everything is. It does not change what is cached: whoever needs
 * it fetches it again.
 *
 * <p><b>Threads:</b> immutable; the cache is called by the one who drives the client. <b>Errors:</b> a payload that is not of
 * its type is reported as a handler's failure, and nothing is stale by it.
 */
public final class CacheInvalidator {

    private final List<InvalidationRule> rules;
    private final CacheTarget cache;

    /**
     * An invalidator.
     *
     * @param rules what events make stale; all that are about an event count
     * @param cache what is told
     */
    public CacheInvalidator(List<InvalidationRule> rules, CacheTarget cache) {
        this.rules = List.copyOf(rules);
        this.cache = requireNonNull(cache, "cache");
    }

    /** {@return the rules of the home lab (requirements S1-20)} */
    public static List<InvalidationRule> homelabRules() {
        return List.of(
                InvalidationRule.of(
                        StatusEvents.STATUS_CHANGE,
                        change -> List.of(
                                CacheKey.of("machines"),
                                CacheKey.of("resources"),
                                CacheKey.of("resource", change.resourceId()))),
                InvalidationRule.of(
                        CascadeEvents.PROGRESS, progress -> List.of(CacheKey.of("cascades", progress.cascadeId()))),
                InvalidationRule.of(CascadeEvents.COMPLETE, complete -> ofCascade(complete.cascadeId())),
                InvalidationRule.of(CascadeEvents.ERROR, failure -> ofCascade(failure.cascadeId())));
    }

    private static List<CacheKey> ofCascade(String id) {
        return List.of(CacheKey.of("cascades", id), CacheKey.of("machines"), CacheKey.of("resources"));
    }

    /** {@return the rules of the coaching platform (requirements S5-08)} */
    public static List<InvalidationRule> coachingRules() {
        return List.of(
                InvalidationRule.of("action_*", CacheKey.path("/actions")),
                InvalidationRule.of("agreement_*", CacheKey.path("/agreements")),
                InvalidationRule.of("goal_*", CacheKey.path("/overarching_goals")));
    }

    /**
     * {@return this invalidator, told from now on what the client sees}
     *
     * @param client a client that pushes or runs
     */
    public CacheInvalidator follow(EventClient client) {
        client.when(Received.class, this::event).onGap(gap -> cache.invalidateAll());
        return this;
    }

    /**
     * Tells the cache what an event makes stale.
     *
     * @param event the event
     */
    public void event(Received event) {
        for (InvalidationRule rule : rules) {
            if (rule.isAbout(event)) {
                rule.keys().apply(event).forEach(cache::invalidate);
            }
        }
    }
}
