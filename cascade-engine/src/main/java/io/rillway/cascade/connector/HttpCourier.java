// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import io.rillway.cascade.net.HttpAnswer;
import io.rillway.cascade.net.HttpCall;
import io.rillway.cascade.net.UnreachedException;
import io.rillway.cascade.probe.HttpExpectation;
import java.io.IOException;
import java.util.Map;

/**
 * Sends the requests by which one resource is reached.
 *
 * @param platform says what goes wrong
 */
record HttpCourier(Platform platform) implements OpenOrders.Courier<HttpCourier.Webhook> {

    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    /** A request, and the way it goes. */
    record Webhook(HttpOrder order, HttpCall call) {

        static Webhook of(HttpOrder order) {
            return new Webhook(order, new HttpCall(order.request()));
        }
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
    public String noun() {
        return "request";
    }

    @Override
    public void give(OrderKind kind, Webhook webhook) throws InterruptedException {
        Answer answer = send(kind, webhook);
        if (!answer.isAsExpected()) {
            String code = answer.status() == NOT_FOUND ? ConnectorException.NOT_FOUND : kind.failed();
            throw unexpected(code, webhook.order(), answer);
        }
    }

    @Override
    public ConnectorStatus ask(Webhook webhook) throws InterruptedException {
        Answer answer = send(OrderKind.STATUS, webhook);
        if (answer.isAsExpected()) {
            return ConnectorStatus.RUNNING;
        }
        if (answer.statusFits() || answer.saysThatItIsNotThere()) {
            return ConnectorStatus.STOPPED;
        }
        throw unexpected(OrderKind.STATUS.failed(), webhook.order(), answer);
    }

    @Override
    public void check(OrderKind kind, Webhook webhook) throws InterruptedException {
        reached(kind, webhook.order(), () -> {
            webhook.call().check(webhook.order().timeout());
            return true;
        });
    }

    private Answer send(OrderKind kind, Webhook webhook) throws InterruptedException {
        HttpOrder order = webhook.order();
        return reached(
                kind,
                order,
                () -> webhook.call().within(order.timeout(), answer -> Answer.of(answer, order.expectation())));
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
