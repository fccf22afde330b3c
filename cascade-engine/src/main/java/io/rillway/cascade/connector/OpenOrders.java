// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import io.rillway.cascade.probe.Output;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The connector of one resource that something else runs: whoever runs it is told to start it or to stop it, and asked how
 * it stands. What it was given no order for, it cannot; without a question its status is unknown.
 *
 * @param <O> what an order is
 */
final class OpenOrders<O> implements ResourceConnector {

    /**
     * Brings orders to whoever obeys them.
     *
     * @param <O> what an order is
     */
    interface Courier<O> {

        /** {@return what people call an order} */
        String noun();

        /** Brings an order to start or to stop; returns when it was obeyed. */
        void give(OrderKind kind, O order) throws InterruptedException;

        /** Brings the question how the resource stands; {@return the answer} */
        ConnectorStatus ask(O question) throws InterruptedException;

        /** Finds out whether an order could be brought, without bringing it. */
        void check(OrderKind kind, O order) throws InterruptedException;

        /** {@return the last lines that came of the orders} */
        default List<String> lastOutput(int lines) {
            return List.of();
        }

        /** {@return what came of the orders, to be searched} */
        default Output output() {
            return Output.NONE;
        }
    }

    private final Orders<O> orders;
    private final Courier<O> courier;
    private final Platform platform;

    OpenOrders(Orders<O> orders, Courier<O> courier, Platform platform) {
        this.orders = orders;
        this.courier = courier;
        this.platform = platform;
    }

    @Override
    public void start() throws InterruptedException {
        give(OrderKind.START);
    }

    @Override
    public void stop() throws InterruptedException {
        give(OrderKind.STOP);
    }

    private void give(OrderKind kind) throws InterruptedException {
        Optional<O> order = orders.find(kind);
        if (order.isEmpty()) {
            throw platform.failure(kind.missing(), "it has no such " + courier.noun(), Map.of(), null);
        }
        courier.give(kind, order.get());
    }

    @Override
    public ConnectorStatus status() throws InterruptedException {
        Optional<O> question = orders.find(OrderKind.STATUS);
        return question.isPresent() ? courier.ask(question.get()) : ConnectorStatus.UNKNOWN;
    }

    @Override
    public void test() throws InterruptedException {
        for (Map.Entry<OrderKind, O> order : orders.byKind().entrySet()) {
            courier.check(order.getKey(), order.getValue());
        }
        status();
    }

    @Override
    public boolean canStart() {
        return orders.find(OrderKind.START).isPresent();
    }

    @Override
    public boolean canStop() {
        return orders.find(OrderKind.STOP).isPresent();
    }

    @Override
    public List<String> lastOutput(int lines) {
        return courier.lastOutput(lines);
    }

    @Override
    public Output output() {
        return courier.output();
    }
}
