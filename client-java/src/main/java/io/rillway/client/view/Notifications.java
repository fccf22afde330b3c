// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.view;

import static java.util.Objects.requireNonNull;

import io.rillway.client.EventClient;
import io.rillway.client.view.Notification.Variant;
import io.rillway.events.EventType;
import io.rillway.events.catalog.CascadeEvents;
import io.rillway.events.catalog.PlatformEvents;
import io.rillway.events.catalog.PlatformEvents.ClusterStatus;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes notifications of events and gives them to whoever shows them: of the platform's events, of the ends of cascades, and of
 * what an application adds.
 *
 * <p><b>Threads:</b> any; a notification is given out by the one who drives the client. <b>Errors:</b> a payload that is not
 * of its type is reported as a handler's failure, and shows nothing.
 */
public final class Notifications {

    /** How long a notification is shown. */
    private static final Duration USUAL = Duration.ofSeconds(5);

    /** How long an error is. */
    private static final Duration LONGER = Duration.ofSeconds(7);

    private final EventClient client;
    private final Consumer<Notification> screen;
    private final AtomicLong ids = new AtomicLong();

    /**
     * What an event shows.
     *
     * @param variant how it looks
     * @param title what it is about
     * @param text what has happened
     */
    public record Message(Variant variant, String title, String text) {}

    /**
     * Notifications of what a client sees; none before something is said to be shown.
     *
     * @param client a client that pushes or runs
     * @param screen shows them
     */
    public Notifications(EventClient client, Consumer<Notification> screen) {
        this.client = requireNonNull(client, "client");
        this.screen = requireNonNull(screen, "screen");
    }

    /**
     * {@return these, which show events of a type too}
     *
     * @param type the events
     * @param message what one shows
     * @param <T> the payload
     */
    public <T> Notifications show(EventType<T> type, Function<T, Message> message) {
        client.on(type, payload -> show(message.apply(payload)));
        return this;
    }

    private void show(Message message) {
        Duration duration = message.variant() == Variant.ERROR ? LONGER : USUAL;
        screen.accept(
                new Notification(ids.incrementAndGet(), message.variant(), message.title(), message.text(), duration));
    }

    /** {@return these, which show what the platform tells (requirements S3-03)} */
    public Notifications ofPlatform() {
        return show(PlatformEvents.BUILD_COMPLETE, e -> new Message(Variant.SUCCESS, "Build complete", e.message()))
                .show(PlatformEvents.BUILD_FAILED, e -> new Message(Variant.ERROR, "Build failed", e.error()))
                .show(PlatformEvents.ERROR_REPORT, e -> new Message(Variant.ERROR, e.errorType(), e.message()))
                .show(PlatformEvents.WORKLOAD_STATUS_UPDATE, Notifications::ofWorkload)
                .show(PlatformEvents.PROJECT_STATUS_UPDATE, Notifications::ofProject)
                .show(PlatformEvents.CLUSTER_STATUS_UPDATE, Notifications::ofCluster);
    }

    /** {@return these, which show how cascades end} */
    public Notifications ofCascades() {
        return show(CascadeEvents.COMPLETE, e -> new Message(Variant.SUCCESS, e.resourceId(), "Done"))
                .show(
                        CascadeEvents.ERROR,
                        e -> new Message(
                                Variant.ERROR, e.resourceId(), e.error().message()));
    }

    private static Message ofWorkload(PlatformEvents.WorkloadStatusUpdate event) {
        Variant variant = switch (event.status()) {
            case RUNNING -> Variant.SUCCESS;
            case FAILED -> Variant.ERROR;
            case DEGRADED -> Variant.WARNING;
            case PENDING, BUILDING, DEPLOYING -> Variant.INFO;
        };
        return new Message(variant, "Workload " + event.workloadId(), event.message());
    }

    private static Message ofProject(PlatformEvents.ProjectStatusUpdate event) {
        Variant variant = switch (event.status()) {
            case READY -> Variant.SUCCESS;
            case ERROR -> Variant.ERROR;
            case PENDING, CREATING, DELETING -> Variant.INFO;
        };
        return new Message(variant, "Project " + event.projectId(), event.message());
    }

    private static Message ofCluster(PlatformEvents.ClusterStatusUpdate event) {
        boolean healthy = event.status() == ClusterStatus.HEALTHY;
        return new Message(
                healthy ? Variant.SUCCESS : Variant.WARNING,
                "Cluster " + event.clusterId(),
                healthy ? "The cluster is healthy" : "The cluster is unhealthy");
    }
}
