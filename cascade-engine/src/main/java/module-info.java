// SPDX-License-Identifier: Apache-2.0
/** The orchestrator: graph, plan, run, journal, connectors and probes; it knows no hub and publishes to a sink. */
module io.rillway.cascade {
    requires transitive org.jspecify;
    requires transitive io.rillway.events;
    requires java.net.http;
    requires org.slf4j;

    exports io.rillway.cascade;
    exports io.rillway.cascade.connector;
    exports io.rillway.cascade.journal;
    exports io.rillway.cascade.model;
    exports io.rillway.cascade.probe;
}
