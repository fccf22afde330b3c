// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import io.rillway.cascade.model.InactivityRule;
import io.rillway.cascade.probe.ActivityProbe;
import io.rillway.cascade.probe.HttpExpectation;
import io.rillway.server.config.ProgramReader.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads when a resource is stopped because nobody uses it.
 *
 * @param folder where commands run
 */
record InactivityReader(Path folder) {

    private static final String NAME = "inactivity";
    private static final Duration PORT_EVERY = Duration.ofSeconds(5);
    private static final int HIGHEST_PORT = 65_535;
    private static final int LAST_GOOD = 299;

    /** {@return the rules of a list, or of a map that is the only one} */
    InactivityRule[] read(Node node) {
        if (node.isMap()) {
            return new InactivityRule[] {rule(node, NAME)};
        }
        List<InactivityRule> rules = new ArrayList<>();
        node.items().forEach(item -> rules.add(rule(item, NAME + "-" + (rules.size() + 1))));
        return rules.toArray(InactivityRule[]::new);
    }

    private InactivityRule rule(Node node, String name) {
        String id = node.child("id").map(Node::text).orElse(name);
        Duration after = node.child("after").map(Node::duration).orElse(InactivityRule.AFTER);
        List<ActivityProbe> probes = new ArrayList<>();
        node.child("http").ifPresent(http -> probes.add(http.made(() -> http(http))));
        node.child("command").ifPresent(command -> probes.add(command.made(() -> command(command))));
        Duration usual = probes.isEmpty() ? PORT_EVERY : InactivityRule.EVERY;
        node.child("port").ifPresent(port -> probes.add(ActivityProbe.port(port.integer(1, HIGHEST_PORT))));
        Duration every = node.child("every").map(Node::duration).orElse(usual);
        node.done();
        if (probes.isEmpty()) {
            throw node.refuse("at least one of port, http, command");
        }
        return node.made(() -> new InactivityRule(id, after, every, probes));
    }

    private ActivityProbe command(Node node) {
        Program program = new ProgramReader(folder).read(node);
        return ActivityProbe.command(program.words(), program.workdir(), program.env());
    }

    private static ActivityProbe http(Node node) {
        Node url = node.required("url");
        Map<String, String> headers = node.child("headers").map(Node::textMap).orElse(Map.of());
        HttpExpectation use = Values.expectation(node.required("expect"), LAST_GOOD);
        node.done();
        return ActivityProbe.http(url.text(), headers, use);
    }
}
