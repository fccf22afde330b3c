// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rillway.events.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the hub itself says on a stream; publishers cannot use these names. */
public final class SystemEvents {

    /** The greeting of a stream. */
    public static final EventType<Connected> CONNECTED = EventType.of("connected", Connected.class);

    /** Something that this stream should have carried cannot be served any more. */
    public static final EventType<Gap> GAP = EventType.of("gap", Gap.class);

    /** Whoever gets it has been logged out and must not come back with the same credential; the stream ends. */
    public static final EventType<ForceLogout> FORCE_LOGOUT = EventType.of("force_logout", ForceLogout.class);

    /** The credential of a stream ends soon, and the stream with it unless another one is shown. */
    public static final EventType<AuthExpiring> AUTH_EXPIRING = EventType.of("auth-expiring", AuthExpiring.class);

    /** A stream was opened; on the topic of presence alone. */
    public static final EventType<SubscriberJoined> SUBSCRIBER_JOINED =
            EventType.of("subscriber-joined", SubscriberJoined.class);

    /** A stream has ended; on the topic of presence alone. */
    public static final EventType<SubscriberLeft> SUBSCRIBER_LEFT =
            EventType.of("subscriber-left", SubscriberLeft.class);

    private SystemEvents() {}

    /** How a stream was resumed. */
    public enum Resume {
        /** It did not ask to be resumed. */
        @JsonProperty("fresh")
        FRESH,
        /** It continues exactly after the id it gave. */
        @JsonProperty("resumed")
        RESUMED,
        /** It continues, but not everything could be served; a {@code gap} follows. */
        @JsonProperty("gap")
        GAP
    }

    /**
     * The greeting of a stream.
     *
     * @param connectionId this stream, for {@code exclude} and for the connections API
     * @param heartbeatSeconds the time between two heartbeats
     * @param resume how the stream was resumed
     * @param slowSubscriber the endpoint's policy for a subscriber that cannot keep up
     */
    public record Connected(
            @JsonProperty("connection_id") String connectionId,
            @JsonProperty("heartbeat") long heartbeatSeconds,
            @JsonProperty("resume") Resume resume,
            @JsonProperty("slow_subscriber") String slowSubscriber) {}

    /**
     * A hole in the stream, told before the next event.
     *
     * @param reason why: evicted, damaged, unknown, foreign or overflow
     * @param from the last id before the hole, or null where the stream has none
     * @param to the last id that is lost
     */
    public record Gap(String reason, @Nullable String from, String to) {}

    /**
     * An order to log out (requirements S5-05).
     *
     * @param reason why, for people to read
     * @param redirect where to go, or null
     */
    public record ForceLogout(String reason, @Nullable String redirect) {}

    /**
     * The credential of a stream ends soon. Whoever shows another one of the same principal to
     * {@code POST /api/v1/connections/{id}/token} keeps the stream.
     *
     * @param connectionId the stream
     * @param expiresAt when the credential ends
     * @param expiresIn the seconds until then, rounded up
     */
    public record AuthExpiring(
            @JsonProperty("connection_id") String connectionId,
            @JsonProperty("expires_at") Instant expiresAt,
            @JsonProperty("expires_in") long expiresIn) {}

    /**
     * A stream was opened.
     *
     * @param connectionId the stream
     * @param principal who is behind it
     * @param since when it was opened
     * @param topics what it asks for
     * @param metadata what the subscriber says about itself
     */
    public record SubscriberJoined(
            @JsonProperty("connection_id") String connectionId,
            String principal,
            Instant since,
            List<String> topics,
            @JsonProperty("meta") Map<String, String> metadata) {

        public SubscriberJoined {
            topics = List.copyOf(topics);
            metadata = Map.copyOf(metadata);
        }
    }

    /**
     * A stream has ended.
     *
     * @param connectionId the stream
     * @param principal who was behind it
     * @param reason why, for example {@code peer_gone} or {@code kicked}
     */
    public record SubscriberLeft(
            @JsonProperty("connection_id") String connectionId, String principal, String reason) {}
}
