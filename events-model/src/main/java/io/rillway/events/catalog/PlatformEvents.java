// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rillway.events.EventType;
import io.rillway.events.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster platform tells (requirements S3-03, S3-04, S3-12). {@code event_type} and {@code timestamp} are not
 * fields of these payloads: the envelope {@code FLAT} adds them.
 */
public final class PlatformEvents {

    /** A workload's status has changed. */
    public static final EventType<WorkloadStatusUpdate> WORKLOAD_STATUS_UPDATE =
            EventType.of("workload_status_update", WorkloadStatusUpdate.class);

    /** A project's status has changed. */
    public static final EventType<ProjectStatusUpdate> PROJECT_STATUS_UPDATE =
            EventType.of("project_status_update", ProjectStatusUpdate.class);

    /** A cluster's health has changed. */
    public static final EventType<ClusterStatusUpdate> CLUSTER_STATUS_UPDATE =
            EventType.of("cluster_status_update", ClusterStatusUpdate.class);

    /** A build has succeeded. */
    public static final EventType<BuildComplete> BUILD_COMPLETE = EventType.of("build_complete", BuildComplete.class);

    /** A build has failed. */
    public static final EventType<BuildFailed> BUILD_FAILED = EventType.of("build_failed", BuildFailed.class);

    /** Something went wrong that is no build. */
    public static final EventType<ErrorReport> ERROR_REPORT = EventType.of("error_report", ErrorReport.class);

    /** An add-on's status has changed; its fields are the application's. */
    public static final EventType<Entity> ADDON_STATUS_UPDATE = EventType.of("addon_status_update", Entity.class);

    private PlatformEvents() {}

    /** What a workload is doing. */
    public enum WorkloadStatus {
        /** It waits. */
        @JsonProperty("Pending")
        PENDING,
        /** Its image is being built. */
        @JsonProperty("Building")
        BUILDING,
        /** It is being rolled out. */
        @JsonProperty("Deploying")
        DEPLOYING,
        /** It runs. */
        @JsonProperty("Running")
        RUNNING,
        /** It runs in part. */
        @JsonProperty("Degraded")
        DEGRADED,
        /** It has failed. */
        @JsonProperty("Failed")
        FAILED
    }

    /** What a project is doing. */
    public enum ProjectStatus {
        /** It waits. */
        @JsonProperty("Pending")
        PENDING,
        /** It is being made. */
        @JsonProperty("Creating")
        CREATING,
        /** It can be used. */
        @JsonProperty("Ready")
        READY,
        /** It is being taken away. */
        @JsonProperty("Deleting")
        DELETING,
        /** It cannot be used. */
        @JsonProperty("Error")
        ERROR
    }

    /** How a cluster is. */
    public enum ClusterStatus {
        /** It answers. */
        @JsonProperty("healthy")
        HEALTHY,
        /** It does not answer, or not well. */
        @JsonProperty("unhealthy")
        UNHEALTHY
    }

    /**
     * A workload's status has changed.
     *
     * @param resourceType the word workload
     * @param workloadId the workload
     * @param projectId its project
     * @param status what it is doing
     * @param message a sentence for people
     * @param replicas how many there ought to be, or null
     * @param availableReplicas how many there are, or null
     */
    public record WorkloadStatusUpdate(
            @JsonProperty("resource_type") String resourceType,
            @JsonProperty("workload_id") String workloadId,
            @JsonProperty("project_id") String projectId,
            WorkloadStatus status,
            String message,
            @Nullable Integer replicas,
            @JsonProperty("available_replicas") @Nullable Integer availableReplicas)
            implements PlatformEvent {}

    /**
     * A project's status has changed.
     *
     * @param resourceType the word project
     * @param projectId the project
     * @param clusterId its cluster
     * @param status what it is doing
     * @param message a sentence for people
     */
    public record ProjectStatusUpdate(
            @JsonProperty("resource_type") String resourceType,
            @JsonProperty("project_id") String projectId,
            @JsonProperty("cluster_id") String clusterId,
            ProjectStatus status,
            String message)
            implements PlatformEvent {}

    /**
     * A cluster's health has changed.
     *
     * @param clusterId the cluster
     * @param status how it is
     * @param kubernetesVersion its version, or null
     * @param nodeCount its nodes, or null
     */
    public record ClusterStatusUpdate(
            @JsonProperty("cluster_id") String clusterId,
            ClusterStatus status,
            @JsonProperty("kubernetes_version") @Nullable String kubernetesVersion,
            @JsonProperty("node_count") @Nullable Integer nodeCount)
            implements PlatformEvent {}

    /**
     * A build has succeeded.
     *
     * @param buildId the build
     * @param workloadId the workload it is for
     * @param imageDigest the image it made
     * @param buildDuration how long it took, in seconds
     * @param message a sentence for people
     */
    public record BuildComplete(
            @JsonProperty("build_id") String buildId,
            @JsonProperty("workload_id") String workloadId,
            @JsonProperty("image_digest") String imageDigest,
            @JsonProperty("build_duration") double buildDuration,
            String message)
            implements PlatformEvent {}

    /**
     * A build has failed.
     *
     * @param buildId the build
     * @param workloadId the workload it is for
     * @param error why
     */
    public record BuildFailed(
            @JsonProperty("build_id") String buildId,
            @JsonProperty("workload_id") String workloadId,
            String error) implements PlatformEvent {}

    /**
     * Something went wrong that is no build.
     *
     * @param errorType what kind of error it is
     * @param message a sentence for people
     * @param resourceId what it is about, or null
     */
    public record ErrorReport(
            @JsonProperty("error_type") String errorType,
            String message,
            @JsonProperty("resource_id") @Nullable String resourceId)
            implements PlatformEvent {}

    /**
     * The platform's second form of an event (S3-12), with types such as {@code cluster.connected},
     * {@code project.created}, {@code workload.running} or {@code build.completed}. It is a payload of its own and keeps
     * its names; no type is turned into one of the other form (C2).
     *
     * @param id the event's own id
     * @param type what has happened
     * @param timestamp when it happened
     * @param data what belongs to it
     * @param clusterId the cluster, or null
     * @param projectId the project, or null
     * @param workloadId the workload, or null
     */
    public record Change(
            String id,
            String type,
            Instant timestamp,
            Json data,
            @Nullable String clusterId,
            @Nullable String projectId,
            @Nullable String workloadId) {

        /**
         * {@return the event type of such a change}
         *
         * @param type what has happened, such as {@code build.completed}
         */
        public static EventType<Change> of(String type) {
            return EventType.of(type, Change.class);
        }
    }
}
