// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import static java.util.Objects.requireNonNull;

/**
 * A resource that something else runs, reached by webhooks: the API of a hypervisor, of a smart plug, of a panel.
 *
 * <p>Each request is optional. Without one to start or stop, the connector cannot; without one for the status, the status is
 * unknown and a probe must tell. A start or stop is taken when the answer is as expected. The status request says: as
 * expected, it runs; the status code as expected but not the body, or 404 or 410, it does not; any other answer is a failure,
 * since it says nothing of the resource.
 *
 * <p><b>Threads:</b> immutable. What it opens owns no thread. <b>Errors:</b> {@link ConnectorException} with
 * {@code START_FAILED}, {@code STOP_FAILED} or {@code STATUS_FAILED} for an answer that was not expected, {@code NOT_FOUND}
 * for a 404 to a start or stop, {@code HOST_UNREACHABLE} where nobody accepts a connection, {@code TIMEOUT}. <b>Limits:</b>
 * those of {@link HttpOrder}. A request is sent once: whether one whose answer did not come was obeyed is for a probe to say.
 */
public final class HttpConnector implements ConnectorSource {

    private static final HttpConnector EMPTY = new HttpConnector(Orders.none());

    private final Orders<HttpOrder> orders;

    private HttpConnector(Orders<HttpOrder> orders) {
        this.orders = orders;
    }

    /** {@return a connector that has no request yet} */
    public static HttpConnector empty() {
        return EMPTY;
    }

    /**
     * {@return this connector with a request that starts the resource}
     *
     * @param order the request
     */
    public HttpConnector start(HttpOrder order) {
        return with(OrderKind.START, order);
    }

    /**
     * {@return this connector with a request that stops the resource}
     *
     * @param order the request
     */
    public HttpConnector stop(HttpOrder order) {
        return with(OrderKind.STOP, order);
    }

    /**
     * {@return this connector with a request whose answer says how the resource stands}
     *
     * @param order the request
     */
    public HttpConnector status(HttpOrder order) {
        return with(OrderKind.STATUS, order);
    }

    @Override
    public ResourceConnector open(ConnectorSite site) {
        Platform platform = new Platform("http", site.resourceId());
        return new OpenOrders<>(orders.map(HttpCourier.Webhook::of), new HttpCourier(platform), platform);
    }

    private HttpConnector with(OrderKind kind, HttpOrder order) {
        return new HttpConnector(orders.with(kind, requireNonNull(order, "order")));
    }

    @Override
    public String toString() {
        return "http " + orders;
    }
}
