// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import io.rillway.cascade.net.HttpAnswer;
import io.rillway.cascade.net.HttpCall;
import io.rillway.cascade.net.UnreachedException;
import io.rillway.cascade.probe.HttpExpectation;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** The connector of one resource that is reached by webhooks. */
final class OpenHttp implements ResourceConnector {

    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final Map<OrderKind, HttpOrder> orders;
    private final Map<OrderKind, HttpCall> calls = new EnumMap<>(OrderKind.class);
    private final Platform platform;

    OpenHttp(Map<OrderKind, HttpOrder> orders, ConnectorSite site) {
        this.orders = orders;
        this.platform = new Platform("http", site.resourceId());
        orders.forEach((kind, order) -> calls.put(kind, new HttpCall(order.request())));
    }

    /** What an answer comes down to; its body is nobody's business. */
    private record Answer(int status, boolean statusFits, boolean bodyFits) {

        static Answer of(HttpAnswer answer, HttpExpectation expectation) throws IOException {
            boolean statusFits = expectation.accepts(answer.status());
            if (!statusFits || expectation.bodyPart().isEmpty()) {
                answer.drain();
                return new Answer(answer.status(), statusFits, true);
            }
            return new Answer(answer.status(), true, answer.body().contains(expectation.bodyPart()));
        }

        boolean isAsExpected() {
            return statusFits && bodyFits;
        }

        boolean saysThatItIsNotThere() {
            return status == NOT_FOUND || status == GONE;
        }
    }

    @Override
    public void start() throws InterruptedException {
        order(OrderKind.START);
    }

    @Override
    public void stop() throws InterruptedException {
        order(OrderKind.STOP);
    }

    @Override
    public ConnectorStatus status() throws InterruptedException {
        HttpOrder order = orders.get(OrderKind.STATUS);
        if (order == null) {
            return ConnectorStatus.UNKNOWN;
        }
        Answer answer = send(OrderKind.STATUS, order);
        if (answer.isAsExpected()) {
            return ConnectorStatus.RUNNING;
        }
        if (answer.statusFits() || answer.saysThatItIsNotThere()) {
            return ConnectorStatus.STOPPED;
        }
        throw unexpected(OrderKind.STATUS.failed(), order, answer);
    }

    @Override
    public void test() throws InterruptedException {
        for (Map.Entry<OrderKind, HttpOrder> entry : orders.entrySet()) {
            HttpCall call = call(entry.getKey());
            reached(entry.getKey(), entry.getValue(), () -> {
                call.check(entry.getValue().timeout());
                return true;
            });
        }
        status();
    }

    @Override
    public boolean canStart() {
        return orders.containsKey(OrderKind.START);
    }

    @Override
    public boolean canStop() {
        return orders.containsKey(OrderKind.STOP);
    }

    private void order(OrderKind kind) throws InterruptedException {
        HttpOrder order = orders.get(kind);
        if (order == null) {
            throw platform.failure(kind.missing(), "it has no such request", Map.of(), null);
        }
        Answer answer = send(kind, order);
        if (!answer.isAsExpected()) {
            String code = answer.status() == NOT_FOUND ? ConnectorException.NOT_FOUND : kind.failed();
            throw unexpected(code, order, answer);
        }
    }

    private Answer send(OrderKind kind, HttpOrder order) throws InterruptedException {
        HttpCall call = call(kind);
        return reached(
                kind, order, () -> call.within(order.timeout(), answer -> Answer.of(answer, order.expectation())));
    }

    private HttpCall call(OrderKind kind) {
        HttpCall call = calls.get(kind);
        if (call == null) {
            throw new IllegalStateException("request: " + kind + " (expected: one that it has)");
        }
        return call;
    }

    /** Something that goes over the network. */
    @FunctionalInterface
    private interface Exchange<T> {
        T run() throws UnreachedException, InterruptedException;
    }

    private <T> T reached(OrderKind kind, HttpOrder order, Exchange<T> exchange) throws InterruptedException {
        try {
            return exchange.run();
        } catch (UnreachedException e) {
            String code = switch (e.kind()) {
                case UNREACHABLE -> ConnectorException.HOST_UNREACHABLE;
                case TIMEOUT -> ConnectorException.TIMEOUT;
                case BROKEN -> kind.failed();
            };
            Map<String, String> details =
                    Map.of("server", order.request().target().origin());
            throw platform.failure(code, order + ": " + e.getMessage(), details, e);
        }
    }

    private ConnectorException unexpected(String code, HttpOrder order, Answer answer) {
        String found = answer.statusFits() ? " without the expected body" : "";
        Map<String, String> details =
                Map.of("server", order.request().target().origin(), "status", Integer.toString(answer.status()));
        String what = order + ": status " + answer.status() + found + " (expected: "
                + order.expectation().statusText() + (found.isEmpty() ? "" : " and the body") + ")";
        return platform.failure(code, what, details, null);
    }
}
