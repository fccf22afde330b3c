// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub;

import static java.util.Objects.requireNonNull;

import io.rillway.events.Event;
import io.rillway.events.EventType;
import io.rillway.events.SnapshotSource;
import io.rillway.events.SnapshotSource.Snapshot;
import io.rillway.events.TopicSelector;
import io.rillway.events.catalog.SystemEvents;
import io.rillway.events.catalog.SystemEvents.SubscriberJoined;
import io.rillway.events.catalog.SystemEvents.SubscriberLeft;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.HubListener;
import io.rillway.hub.port.RoundReport;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.presence.Roster;
import io.rillway.hub.write.Registrar;
import io.rillway.hub.write.Subscriber;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Enters and strikes the streams, tells the listener, and announces them on the topic of presence. */
final class Streams implements Registrar {

    private static final Event JOINED = presence(SystemEvents.SUBSCRIBER_JOINED);
    private static final Event LEFT = presence(SystemEvents.SUBSCRIBER_LEFT);
    private static final Snapshot NOTHING = new Snapshot(List.of(), "");

    /** Tells who is there to listen; the payload is asked for where somebody is. */
    interface Announcer {

        /** Announces an event without its data. */
        void announce(Event event, Supplier<Object> data);
    }

    private final Roster<Subscriber> roster;
    private final HubListener listener;
    private final Announcer announcer;
    private volatile SnapshotSource snapshots = selector -> NOTHING;

    Streams(Roster<Subscriber> roster, HubListener listener, Announcer announcer) {
        this.roster = roster;
        this.listener = listener;
        this.announcer = announcer;
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
        announcer.announce(JOINED, () -> joined(subscriber, request));
    }

    private static SubscriberJoined joined(Subscriber subscriber, SubscribeRequest request) {
        List<String> topics =
                request.selectors().stream().map(TopicSelector::pattern).toList();
        return new SubscriberJoined(
                subscriber.id(), request.principal(), subscriber.snapshot().since(), topics, request.metadata());
    }

    @Override
    public void ended(Subscriber subscriber, CloseReason reason) {
        roster.leave(subscriber);
        listener.onClosed(subscriber, reason);
        announcer.announce(LEFT, () -> left(subscriber, reason));
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

    private static SubscriberLeft left(Subscriber subscriber, CloseReason reason) {
        return new SubscriberLeft(
                subscriber.id(), subscriber.request().principal(), reason.name().toLowerCase(Locale.ROOT));
    }

    private static Event presence(EventType<?> type) {
        return Event.of(EventHub.PRESENCE, type.name(), null);
    }
}
