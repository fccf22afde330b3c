// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Where and for whom a connector works.
 *
 * @param resourceId the resource
 * @param folder a folder of the resource's own for output and marks of what runs; made when it is first needed
 * @param engineId tells this engine's children from another's; the same after a restart
 * @param changed to be run, on any thread, when the resource may have changed on its own; the engine then looks at once
 */
public record ConnectorSite(String resourceId, Path folder, String engineId, Runnable changed) {

    public ConnectorSite {
        requireNonNull(resourceId, "resourceId");
        requireNonNull(folder, "folder");
        requireNonNull(engineId, "engineId");
        requireNonNull(changed, "changed");
    }
}
