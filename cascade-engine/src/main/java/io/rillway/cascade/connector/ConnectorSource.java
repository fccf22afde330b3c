// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

/**
 * Makes the connector of one resource: what a graph holds, so that a graph stays a value and what runs belongs to an
 * engine.
 *
 * <p><b>Threads:</b> called once for each resource, by the engine, when it takes the resource on.
 */
@FunctionalInterface
public interface ConnectorSource {

    /**
     * {@return the connector of the resource}
     *
     * @param site where and for whom it works
     */
    ResourceConnector open(ConnectorSite site);
}
