// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import io.rillway.cascade.probe.HttpExpectation;
import io.rillway.cascade.probe.Probe;
import io.rillway.cascade.probe.ProbeOptions;
import io.rillway.server.config.ProgramReader.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads how a resource's health is found out.
 *
 * @param folder where commands run
 */
record ProbeReader(Path folder) {

    private static final int LAST_GOOD = 399;

    /**
     * What was read.
     *
     * @param probe what looks
     * @param options when and how often
     * @param timeout as it was given: of an attempt, or, where it is no shorter than the step's, of a start
     */
    record Health(Probe probe, ProbeOptions options, Duration timeout) {}

    Health read(Node node, Duration step) {
        ProbeOptions options = ProbeOptions.defaults();
        Duration timeout = node.child("timeout").map(Node::duration).orElse(options.timeout());
        boolean isAttempt = timeout.compareTo(step) < 0;
        options = options.withTimes(
                        node.child("interval").map(Node::duration).orElse(options.interval()),
                        isAttempt ? timeout : options.timeout())
                .withInitialDelay(
                        node.child("initialDelay").map(Node::durationOrZero).orElse(Duration.ZERO))
                .withThresholds(
                        node.child("successThreshold")
                                .map(n -> n.integer(1, 1000))
                                .orElse(1),
                        node.child("failureThreshold")
                                .map(n -> n.integer(1, 1000))
                                .orElse(3));
        Probe probe = look(node);
        node.done();
        return new Health(probe, options, timeout);
    }

    private Probe look(Node node) {
        List<Node> kinds = Stream.of("tcp", "http", "command", "log")
                .flatMap(kind -> node.child(kind).stream())
                .toList();
        if (kinds.size() != 1) {
            throw node.refuse("exactly one of tcp, http, command, log");
        }
        Node kind = kinds.get(0);
        return kind.made(() -> switch (kind.key()) {
            case "tcp" -> tcp(kind);
            case "http" -> http(kind);
            case "command" -> command(kind);
            default -> Probe.line(Values.line(kind));
        });
    }

    private Probe command(Node node) {
        Program program = new ProgramReader(folder).read(node);
        return Probe.command(program.words(), program.workdir(), program.env());
    }

    private static Probe tcp(Node node) {
        String text = node.scalar();
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535 || colon == 0) {
            throw node.refuse("a port, or host:port");
        }
        return colon < 0
                ? Probe.tcp(Integer.parseInt(port))
                : Probe.tcp(text.substring(0, colon), Integer.parseInt(port));
    }

    private static Probe http(Node node) {
        if (!node.isMap()) {
            return Probe.http(node.text());
        }
        Node url = node.required("url");
        Map<String, String> headers = node.child("headers").map(Node::textMap).orElse(Map.of());
        HttpExpectation expectation =
                node.child("expect").map(e -> Values.expectation(e, LAST_GOOD)).orElse(HttpExpectation.success());
        node.done();
        return Probe.http(url.text(), headers, expectation);
    }
}
