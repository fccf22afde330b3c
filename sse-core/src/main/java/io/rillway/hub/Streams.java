// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub;

import static java.util.Objects.requireNonNull;

import io.rillway.events.Event;
import io.rillway.events.EventType;
import io.rillway.events.SnapshotSource;
import io.rillway.events.SnapshotSource.Snapshot;
import io.rillway.events.Topic;
import io.rillway.events.TopicSelector;
import io.rillway.events.catalog.SystemEvents;
import io.rillway.events.catalog.SystemEvents.SubscriberJoined;
import io.rillway.events.catalog.SystemEvents.SubscriberLeft;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.HubListener;
import io.rillway.hub.port.RoundReport;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.presence.Roster;
import io.rillway.hub.write.Shard;
import io.rillway.hub.write.Subscriber;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Enters and strikes the streams, tells the listener, and announces them on the topic of presence. */
final class Streams implements Shard.Registrar {

    private static final Snapshot NOTHING = new Snapshot(List.of(), "");
    private static final List<Topic> PRESENCE = List.of(Topic.of(EventHub.PRESENCE));

    private final Roster<Subscriber> roster;
    private final HubListener listener;
    private final Consumer<Event> announce;
    private volatile SnapshotSource snapshots = selector -> NOTHING;

    Streams(Roster<Subscriber> roster, HubListener listener, Consumer<Event> announce) {
        this.roster = roster;
        this.listener = listener;
        this.announce = announce;
    }

    @Override
    public void taken(Subscriber subscriber) {
        roster.enter(subscriber);
    }

    /** Sets who tells how things stand. Any thread. */
    void snapshotsFrom(SnapshotSource source) {
        snapshots = requireNonNull(source, "source");
    }

    @Override
    public Snapshot snapshot(TopicSelector selector) {
        return snapshots.snapshot(selector);
    }

    @Override
    public void check(SubscribeRequest changed) {
        roster.requireFewTopics(changed);
    }

    @Override
    public void opened(Subscriber subscriber) {
        listener.onSubscribed(subscriber);
        SubscribeRequest request = subscriber.request();
        List<String> topics =
                request.selectors().stream().map(selector -> selector.pattern()).toList();
        announce(
                SystemEvents.SUBSCRIBER_JOINED,
                new SubscriberJoined(
                        subscriber.id(),
                        request.principal(),
                        subscriber.snapshot().since(),
                        topics,
                        request.metadata()));
    }

    @Override
    public void ended(Subscriber subscriber, CloseReason reason) {
        roster.leave(subscriber);
        listener.onClosed(subscriber, reason);
        announce(
                SystemEvents.SUBSCRIBER_LEFT,
                new SubscriberLeft(
                        subscriber.id(),
                        subscriber.request().principal(),
                        reason.name().toLowerCase(Locale.ROOT)));
    }

    @Override
    public void gap(Subscriber subscriber, String reason) {
        listener.onGap(subscriber, reason);
    }

    @Override
    public void round(RoundReport report) {
        listener.onRound(report);
    }

    @Override
    public void flushed(Duration sincePublished) {
        listener.onFlushed(sincePublished);
    }

    private <T> void announce(EventType<T> type, T payload) {
        announce.accept(new Event(PRESENCE, type.name(), payload, Map.of(), null, null, null));
    }
}
