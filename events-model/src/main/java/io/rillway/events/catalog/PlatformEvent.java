// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.catalog;

/** One of the events of the cluster platform (requirements S3-03). */
public sealed interface PlatformEvent
        permits PlatformEvents.WorkloadStatusUpdate,
                PlatformEvents.ProjectStatusUpdate,
                PlatformEvents.ClusterStatusUpdate,
                PlatformEvents.BuildComplete,
                PlatformEvents.BuildFailed,
                PlatformEvents.ErrorReport {}
