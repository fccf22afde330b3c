// SPDX-License-Identifier: Apache-2.0
/** The hub: publish, keep, route and write events; no servlet, no container, no broker. */
module io.rillway.hub {
    requires transitive org.jspecify;
    requires transitive io.rillway.events;
    requires org.slf4j;

    exports io.rillway.hub;
    exports io.rillway.hub.folder;
    exports io.rillway.hub.port;
}
