// SPDX-License-Identifier: Apache-2.0
/** The words of Rillway: the wire format, events and topics as values, the typed catalogue and the JSON codec. */
module io.rillway.events {
    requires transitive org.jspecify;
    requires transitive com.fasterxml.jackson.annotation;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    exports io.rillway.events;
    exports io.rillway.events.catalog;
    exports io.rillway.events.json;
    exports io.rillway.events.wire;
}
