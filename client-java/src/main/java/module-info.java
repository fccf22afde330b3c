// SPDX-License-Identifier: Apache-2.0
/** The Java client: follows a stream, resumes it, and notices when it is dead. */
module io.rillway.client {
    requires transitive org.jspecify;
    requires transitive io.rillway.events;
    requires transitive java.net.http;
    requires org.slf4j;

    exports io.rillway.client;
    exports io.rillway.client.credential;
    exports io.rillway.client.invalidate;
    exports io.rillway.client.model;
    exports io.rillway.client.retry;
    exports io.rillway.client.store;
    exports io.rillway.client.view;
}
