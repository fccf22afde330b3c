// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import io.rillway.cascade.connector.CommandConnector;
import io.rillway.cascade.connector.ConnectorSource;
import io.rillway.cascade.connector.HttpConnector;
import io.rillway.cascade.connector.HttpOrder;
import io.rillway.cascade.connector.ProcessConnector;
import io.rillway.cascade.connector.RestartPolicy;
import io.rillway.cascade.connector.WakeOnLanConnector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Reads what acts on a resource.
 *
 * @param folder what relative paths start from
 */
record ConnectorReader(Path folder) {

    private static final Map<String, RestartPolicy> RESTARTS =
            Map.of("never", RestartPolicy.NEVER, "on-failure", RestartPolicy.ON_FAILURE);
    private static final int HIGHEST_PORT = 65_535;

    /** Reads one kind of connector. */
    private interface Kind extends Function<Node, ConnectorSource> {}

    ConnectorSource read(Node node) {
        Map<String, Kind> kinds = Map.of(
                "process", this::process,
                "command", this::command,
                "http", ConnectorReader::http,
                "wake-on-lan", this::wakeOnLan);
        ConnectorSource source = node.required("type").oneOf(kinds).apply(node);
        node.done();
        return source;
    }

    private ConnectorSource process(Node node) {
        Node command = node.required("command");
        ProcessConnector made =
                command.made(() -> ProcessConnector.of(Values.words(command))).workdir(workdir(node));
        made = with(node, "env", made, (process, env) -> process.env(env.textMap()));
        made = with(node, "stopSignal", made, (process, signal) -> process.stopSignal(signal.text()));
        made = with(node, "restart", made, (process, restart) -> process.restart(restart(restart)));
        return with(node, "stopTimeout", made, (process, stop) -> process.stopTimeout(stop.durationOrZero()));
    }

    private static RestartPolicy restart(Node node) {
        if (!node.isMap()) {
            return node.oneOf(RESTARTS);
        }
        RestartPolicy policy = node.required("policy").oneOf(RESTARTS);
        policy = policy.withAttempts(
                node.child("attempts").map(n -> n.integer(1, 1000)).orElse(policy.mostAttempts()));
        Duration first = node.child("delay").map(Node::duration).orElse(policy.firstDelay());
        Duration longest = node.child("maxDelay").map(Node::duration).orElse(policy.longestDelay());
        policy = policy.withDelays(first, longest);
        policy = with(node, "resetAfter", policy, (made, time) -> made.withStableAfter(time.duration()));
        node.done();
        return policy;
    }

    private ConnectorSource command(Node node) {
        CommandConnector command = CommandConnector.empty().workdir(workdir(node));
        command = with(node, "env", command, (made, env) -> made.env(env.textMap()));
        CommandConnector empty = command;
        command = with(node, "start", command, (made, words) -> made.start(Values.words(words)));
        command = with(node, "stop", command, (made, words) -> made.stop(Values.words(words)));
        command = with(node, "status", command, (made, words) -> made.status(Values.words(words)));
        if (command == empty) {
            throw node.refuse("at least one of start, stop, status");
        }
        command = with(node, "running", command, (made, line) -> made.runningWhen(Values.line(line)));
        requireStatus(node);
        return with(node, "timeout", command, (made, timeout) -> made.timeout(timeout.duration()));
    }

    private ConnectorSource wakeOnLan(Node node) {
        Node mac = node.required("mac");
        WakeOnLanConnector made =
                mac.made(() -> WakeOnLanConnector.of(mac.text())).workdir(workdir(node));
        made = with(node, "address", made, (wake, address) -> wake.to(address.text()));
        made = with(node, "port", made, (wake, port) -> wake.port(port.integer(1, HIGHEST_PORT)));
        made = with(node, "env", made, (wake, env) -> wake.env(env.textMap()));
        made = with(node, "stop", made, (wake, words) -> wake.stop(Values.words(words)));
        made = with(node, "status", made, (wake, words) -> wake.status(Values.words(words)));
        made = with(node, "running", made, (wake, line) -> wake.runningWhen(Values.line(line)));
        requireStatus(node);
        return with(node, "timeout", made, (wake, timeout) -> wake.timeout(timeout.duration()));
    }

    /** What a running resource looks like is of no use where nobody looks. */
    private static void requireStatus(Node node) {
        node.child("running").filter(line -> node.child("status").isEmpty()).ifPresent(line -> {
            throw line.refuse("a status command beside it, whose output is meant");
        });
    }

    private static ConnectorSource http(Node node) {
        HttpConnector empty = HttpConnector.empty();
        HttpConnector made = with(node, "start", empty, (http, order) -> http.start(order(order, HttpOrder::post)));
        made = with(node, "stop", made, (http, order) -> http.stop(order(order, HttpOrder::post)));
        made = with(node, "status", made, (http, order) -> http.status(order(order, HttpOrder::get)));
        if (made == empty) {
            throw node.refuse("at least one of start, stop, status");
        }
        return made;
    }

    private static HttpOrder order(Node node, Function<String, HttpOrder> plain) {
        if (!node.isMap()) {
            return plain.apply(node.text());
        }
        Node url = node.required("url");
        Optional<Node> method = node.child("method");
        HttpOrder order = method.isPresent()
                ? method.get().made(() -> HttpOrder.of(method.get().text(), url.text()))
                : url.made(() -> plain.apply(url.text()));
        Optional<Node> headers = node.child("headers");
        if (headers.isPresent()) {
            for (Map.Entry<String, String> header : headers.get().textMap().entrySet()) {
                HttpOrder before = order;
                order = headers.get().made(() -> before.header(header.getKey(), header.getValue()));
            }
        }
        order = with(node, "body", order, (made, body) -> made.body(body.text()));
        order = with(node, "expect", order, (made, expect) -> made.expecting(Values.expectation(expect, 299)));
        order = with(node, "timeout", order, (made, timeout) -> made.timeout(timeout.duration()));
        node.done();
        return order;
    }

    private static <T> T with(Node node, String key, T made, BiFunction<T, Node, T> more) {
        return node.child(key)
                .map(value -> value.made(() -> more.apply(made, value)))
                .orElse(made);
    }

    private Path workdir(Node node) {
        return node.child("workdir").map(w -> w.path(folder)).orElse(folder);
    }
}
