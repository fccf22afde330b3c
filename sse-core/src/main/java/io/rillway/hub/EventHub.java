// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub;

import static java.util.Objects.requireNonNull;

import io.rillway.events.Ack;
import io.rillway.events.Event;
import io.rillway.events.EventSink;
import io.rillway.events.SnapshotSource;
import io.rillway.events.catalog.SystemEvents.ForceLogout;
import io.rillway.events.json.EventCodec;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.Connection;
import io.rillway.hub.port.EventLog;
import io.rillway.hub.port.HubException;
import io.rillway.hub.port.HubException.Reason;
import io.rillway.hub.port.HubListener;
import io.rillway.hub.port.HubLoad;
import io.rillway.hub.port.Receipt;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.SubscriberSnapshot;
import io.rillway.hub.port.Subscription;
import io.rillway.hub.presence.Roster;
import io.rillway.hub.presence.Stops;
import io.rillway.hub.write.GuardedListener;
import io.rillway.hub.write.LiveEvent;
import io.rillway.hub.write.Subscriber;
import io.rillway.hub.write.Writers;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The hub: whatever is published to it goes into its log, and from there to every subscriber that may see it.
 *
 * <p>A subscriber is a cursor into the log. A few writer threads each own a shard of the subscribers and walk in rounds:
 * a round takes what is new, routes it, and gives each ready subscriber all that lies between its cursor and the end in
 * one write. Replay, live and slow are one mechanism, so there is no seam between them.
 *
 * <p><b>Threads:</b> every method may be called from any thread; publishing never waits for a subscriber. <b>Errors:</b>
 * {@link HubException} when the hub is closed or full, {@link IllegalArgumentException} for an event that can never be
 * accepted. <b>Limits:</b> those of {@link HubOptions}.
 */
public final class EventHub implements EventSink, AutoCloseable {

    /** The topic on which streams that were opened or have ended are told. */
    public static final String PRESENCE = "presence";

    private final HubOptions options;
    private final EventLog log;
    private final EventCodec codec = new EventCodec();
    private final Roster<Subscriber> roster;
    private final Stops stops;
    private final HubListener listener;
    private final Streams streams;
    private final Writers writers;
    private volatile boolean closed;

    private EventHub(HubOptions options) {
        this.options = options;
        this.log = HubLog.open(options);
        this.roster = new Roster<>(options.limits(), System::nanoTime);
        this.stops = new Stops(options.clock());
        this.listener = new GuardedListener(options.listener());
        this.streams =
                new Streams(roster, listener, (event, payload) -> tell(event, () -> codec.encode(payload.get())));
        this.writers = new Writers(options.writers(), log, options.clock(), streams);
    }

    /**
     * {@return an open hub}
     *
     * @param options its settings
     */
    public static EventHub open(HubOptions options) {
        EventHub hub = new EventHub(requireNonNull(options, "options"));
        hub.log.onCommit(hub.writers::wake);
        hub.writers.start();
        return hub;
    }

    @Override
    public CompletionStage<String> publish(Event event) {
        return publish(event, null, Ack.STORED);
    }

    @Override
    public CompletionStage<String> publish(Event event, String idempotencyKey) {
        return publish(event, requireNonNull(idempotencyKey, "idempotencyKey"), Ack.STORED);
    }

    @Override
    public CompletionStage<String> publish(Event event, @Nullable String idempotencyKey, Ack ack) {
        Receipt receipt = append(event, idempotencyKey);
        return ack == Ack.ACCEPTED ? receipt.accepted() : receipt.stored();
    }

    private Receipt append(Event event, @Nullable String key) {
        byte[] payload = payload(event);
        if (closed) {
            return Receipt.refused(closed());
        }
        listener.onPublished(payload.length);
        return log.append(withoutData(event), payload, key);
    }

    private byte[] payload(Event event) {
        byte[] payload = codec.encode(event.data());
        int most = options.limits().maxEventBytes();
        if (payload.length > most) {
            throw new IllegalArgumentException(
                    "data: " + payload.length + " bytes as JSON (expected: at most " + most + ")");
        }
        return payload;
    }

    private static HubException closed() {
        return new HubException(Reason.CLOSED, "the hub is closed");
    }

    /** The log keeps the payload as JSON; the object it came from is let go. */
    private static Event withoutData(Event event) {
        return new Event(
                event.topics(), event.type(), null, event.attributes(), event.exclude(), event.ttl(), event.key());
    }

    /**
     * Tells an event to those who are connected now and whose subscription names its topic: a selector that begins with a
     * wildcard names none. The event has no id, is in no log and is never replayed; it is lost to whoever is too busy.
     *
     * @param event what is to be told
     */
    public void publishLive(Event event) {
        byte[] payload = payload(event);
        tell(withoutData(event), () -> payload);
    }

    private void tell(Event event, Supplier<byte[]> payload) {
        if (!closed) {
            writers.say(new LiveEvent(event, options.clock().instant(), payload));
        }
    }

    /**
     * Opens a stream: the greeting, what the request's start asks for from the log, then live, with no seam.
     *
     * @param request what to send
     * @param connection where to send it; the hub owns it from now on
     * @return the stream
     * @throws HubException if the hub is closed, a limit is reached, or who asks was told to stop; the connection has not
     *     been touched then
     */
    public Subscription subscribe(SubscribeRequest request, Connection connection) {
        requireNonNull(request, "request");
        requireNonNull(connection, "connection");
        admit(request);
        Subscription subscription = reserved(request, () -> writers.subscribe(request, connection));
        if (closed) {
            writers.sweep();
        }
        if (stops.isTold(request)) {
            // Told between the look above and the entry into the roster: whoever told it may not have seen the stream.
            subscription.close(CloseReason.KICKED);
        }
        return subscription;
    }

    /** Reserves a place, or refuses. */
    private void admit(SubscribeRequest request) {
        try {
            requireWelcome(request);
            roster.reserve(request);
        } catch (HubException e) {
            listener.onRefused(e.reason());
            throw e;
        }
    }

    private void requireWelcome(SubscribeRequest request) {
        if (closed) {
            throw closed();
        }
        if (stops.isTold(request)) {
            throw new HubException(Reason.TOLD_TO_STOP, request.principal() + " was told to stop");
        }
    }

    /** The place has been reserved already, and is given back if the log fails the subscriber. */
    private Subscription reserved(SubscribeRequest request, Supplier<Subscription> subscribing) {
        try {
            return subscribing.get();
        } catch (RuntimeException e) {
            roster.release(request);
            throw e;
        }
    }

    /**
     * Sets who tells a stream that begins, or that has missed something, how things stand: events without ids, before what
     * the log has.
     *
     * @param source is asked by whoever subscribes from now on
     */
    public void snapshotsFrom(SnapshotSource source) {
        streams.snapshotsFrom(source);
    }

    /** {@return the number of open streams} */
    public int subscriberCount() {
        return roster.size();
    }

    /** {@return how the hub stands now} The cost goes by the number of streams. */
    public HubLoad load() {
        return roster.load();
    }

    /** {@return every open stream, as it stands now} */
    public List<SubscriberSnapshot> connections() {
        return roster.all().stream().map(Subscriber::snapshot).toList();
    }

    /**
     * {@return an open stream}
     *
     * @param id the id of the connection
     */
    public Optional<Subscription> connection(String id) {
        return roster.find(id).map(subscriber -> subscriber);
    }

    /**
     * Ends a stream, whose subscriber may come back.
     *
     * @param id the id of the connection
     * @param reason why
     * @return whether there was one
     */
    public boolean close(String id, CloseReason reason) {
        Optional<Subscriber> stream = roster.find(id);
        stream.ifPresent(subscription -> subscription.close(reason));
        return stream.isPresent();
    }

    /**
     * Ends all streams of a principal, whose subscribers may come back.
     *
     * @param principal the principal's name
     * @param reason why
     * @return how many there were
     */
    public int closeAll(String principal, CloseReason reason) {
        Collection<Subscriber> streams = roster.of(principal);
        streams.forEach(subscription -> subscription.close(reason));
        return streams.size();
    }

    /**
     * Ends a stream, and refuses its credential for ten minutes with {@code TOLD_TO_STOP}.
     *
     * @param id the id of the connection
     * @return whether there was one
     */
    public boolean stop(String id) {
        Optional<Subscriber> stream = roster.find(id);
        stream.map(Subscriber::request).ifPresent(request -> stops.tell(request.principal(), request.credential()));
        return close(id, CloseReason.KICKED);
    }

    /**
     * Tells all streams of a principal {@code force_logout}, before anything else that waits for them, and ends them. For
     * ten minutes the principal is refused with {@code TOLD_TO_STOP}, unless its credential was issued later.
     *
     * @param principal the principal's name
     * @param reason why, for people to read
     * @param redirect where to go, or null
     * @return how many streams there were
     */
    public int forceLogout(String principal, String reason, @Nullable String redirect) {
        ForceLogout order = new ForceLogout(requireNonNull(reason, "reason"), redirect);
        stops.tell(principal);
        Collection<Subscriber> streams = roster.of(principal);
        streams.forEach(subscription -> subscription.logOut(order));
        return streams.size();
    }

    /**
     * Looks at the credentials of a principal's streams, after some of them were taken back. A stream whose credential is
     * not good any more ends; with a reason it is told {@code force_logout} before anything else that waits for it.
     *
     * @param principal the principal's name
     * @param reason why, for people to read, or null to end the streams without a word
     * @return how many streams end
     */
    public int recheck(String principal, @Nullable String reason) {
        Instant now = options.clock().instant();
        List<Subscriber> ended = roster.of(principal).stream()
                .filter(stream -> !stream.request().credential().isGood(now))
                .toList();
        ended.forEach(stream -> {
            if (reason == null) {
                stream.close(CloseReason.UNAUTHORIZED);
            } else {
                stream.logOut(new ForceLogout(reason, null));
            }
        });
        return ended.size();
    }

    /**
     * Takes nothing more, tells every stream a jittered {@code retry:}, completes it, and returns within the grace of the
     * options; what is not gone by then is dropped. No thread and no timer is left.
     */
    @Override
    public void close() {
        closed = true;
        writers.drain(options.grace());
        log.close();
    }
}
