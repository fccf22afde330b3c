// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rillway.events.EventType;
import java.time.Instant;

/** What is told of a resource: whenever its status changes (requirements S1-14), and that it is stopped for being idle. */
public final class StatusEvents {

    /** A resource's status has changed. */
    public static final EventType<StatusChange> STATUS_CHANGE = EventType.of("status-change", StatusChange.class);

    /** A resource is being stopped because nobody uses it. */
    public static final EventType<AutoShutdown> AUTO_SHUTDOWN = EventType.of("auto-shutdown", AutoShutdown.class);

    private StatusEvents() {}

    /** What kind of thing a resource is. */
    public enum Kind {
        /** A machine. */
        @JsonProperty("machine")
        MACHINE,
        /** Anything that runs on one. */
        @JsonProperty("resource")
        RESOURCE
    }

    /**
     * A resource's status has changed.
     *
     * @param resourceId the resource
     * @param resourceType what kind of thing it is
     * @param status what it is now: unknown, starting, online, degraded, stopping, offline, error
     * @param timestamp when that was seen
     */
    public record StatusChange(String resourceId, Kind resourceType, String status, Instant timestamp)
            implements HomelabEvent {}

    /**
     * A resource is being stopped because nobody uses it (requirements S1-39).
     *
     * @param nodeId the resource
     * @param nodeName what people call it
     * @param ruleId which of its rules says so
     * @param reason always {@code inactivity}
     * @param inactiveMinutes for how long nobody has used it, in whole minutes
     * @param timestamp when that was seen
     */
    public record AutoShutdown(
            String nodeId, String nodeName, String ruleId, String reason, long inactiveMinutes, Instant timestamp) {}
}
