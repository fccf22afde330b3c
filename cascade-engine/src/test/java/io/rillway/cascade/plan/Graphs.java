// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.plan;

import io.rillway.cascade.connector.ConnectorStatus;
import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import java.util.List;
import java.util.Map;

/** Graphs of resources that have a connector which is never used. */
final class Graphs {

    private Graphs() {}

    static Resource.Builder res(String id, String... needs) {
        return Resource.named(id)
                .connector(site -> new ResourceConnector() {
                    @Override
                    public void start() {}

                    @Override
                    public void stop() {}

                    @Override
                    public ConnectorStatus status() {
                        return ConnectorStatus.UNKNOWN;
                    }
                })
                .dependsOn(needs);
    }

    static ResourceGraph graph(Resource.Builder... resources) {
        return ResourceGraph.of(
                List.of(resources).stream().map(Resource.Builder::build).toList());
    }

    /** All these are online, everything else offline. */
    static Reality online(String... ids) {
        List<String> up = List.of(ids);
        return Reality.of(id -> up.contains(id) ? Standing.ONLINE : Standing.OFFLINE);
    }

    static Reality standing(Map<String, Standing> known) {
        return Reality.of(id -> known.getOrDefault(id, Standing.OFFLINE));
    }
}
