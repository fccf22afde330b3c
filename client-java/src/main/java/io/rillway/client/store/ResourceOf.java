// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.store;

import io.rillway.client.model.StreamEvent.Received;
import io.rillway.events.EventType;
import io.rillway.events.catalog.Entity;
import io.rillway.events.json.MalformedEventException;
import java.util.List;
import java.util.Optional;

/** Tells what an event is about, by the names that the applications use for it. */
final class ResourceOf {

    private static final List<String> NAMES = List.of(
            "resourceId",
            "workload_id",
            "workloadId",
            "project_id",
            "projectId",
            "cluster_id",
            "clusterId",
            "resource_id");

    private ResourceOf() {}

    static Optional<String> event(Received event) {
        try {
            Entity payload = event.decode(EventType.of(event.type(), Entity.class));
            return NAMES.stream()
                    .map(name -> payload.text(name))
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (MalformedEventException | IllegalArgumentException e) {
            return Optional.empty(); // no object, or no name that an event of ours could have
        }
    }
}
