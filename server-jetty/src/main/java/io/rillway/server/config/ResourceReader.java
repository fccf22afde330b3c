// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.TimeLimits;
import io.rillway.events.catalog.StatusEvents.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads resources, from the configuration file and from the bodies of requests alike.
 *
 * <p><b>Threads:</b> any; immutable. <b>Errors:</b> {@link ConfigException} with the path of the key.
 */
public final class ResourceReader {

    private static final Map<String, Kind> KINDS = Map.of("machine", Kind.MACHINE, "resource", Kind.RESOURCE);
    private static final Map<String, Condition> CONDITIONS =
            Map.of("started", Condition.STARTED, "healthy", Condition.HEALTHY, "completed", Condition.COMPLETED);

    /** Connectors that keep what their resource writes. */
    private static final List<String> KEEPING = List.of("process", "command", "wake-on-lan");

    /** Where a resource names programs of this machine; a text or a map there is a webhook. */
    private static final List<String> COMMANDS = List.of("/connector/start", "/connector/stop", "/connector/status");

    private static final int MOST_AT_ONCE = 10_000;

    private final ConnectorReader connectors;
    private final ProbeReader probes;
    private final InactivityReader inactivity;
    private final Duration stepTimeout;

    /**
     * A reader.
     *
     * @param folder what relative paths start from
     * @param stepTimeout how long a step may take where the resource does not say
     */
    public ResourceReader(Path folder, Duration stepTimeout) {
        this.connectors = new ConnectorReader(folder);
        this.probes = new ProbeReader(folder);
        this.inactivity = new InactivityReader(folder);
        this.stepTimeout = stepTimeout;
    }

    /**
     * {@return the resource in the body of a request}
     *
     * @param json the body
     * @throws ConfigException if it is not one
     */
    public Resource read(String json) {
        return read(new Node(Path.of("body"), "", tree(json)));
    }

    /**
     * {@return the resource in a file of resources}
     *
     * @param file the file
     * @param place the path of the resource in it
     * @param json what stands there
     * @throws ConfigException if it is not one
     */
    public Resource read(Path file, String place, String json) {
        return read(new Node(file, place, tree(json)));
    }

    /**
     * {@return whether a resource's connector runs something on this machine}
     *
     * @param json the body
     */
    public static boolean runsCommands(String json) {
        JsonNode body = tree(json);
        String type = body.path("connector").path("type").asString("");
        return type.equals("process")
                || type.equals("command")
                || COMMANDS.stream().anyMatch(place -> body.at(place).isArray())
                || !body.path("probe").path("command").isMissingNode()
                || !body.path("inactivity").findPath("command").isMissingNode();
    }

    private static JsonNode tree(String json) {
        return new JsonMapper().readTree(json);
    }

    Resource read(Node node) {
        Node id = node.required("id");
        Resource.Builder builder = Resource.named(id.text());
        node.child("name").ifPresent(name -> builder.name(name.text()));
        node.child("type").ifPresent(type -> builder.kind(type.oneOf(KINDS)));
        node.child("host").ifPresent(host -> builder.host(host.text()));
        node.child("dependsOn").ifPresent(list -> list.items().forEach(item -> builder.dependsOn(dependency(item))));
        node.child("connector").ifPresent(connector -> builder.connector(connectors.read(connector)));
        boolean confirm = node.child("confirmBeforeShutdown").map(Node::flag).orElse(false);
        boolean unused = node.child("stopWhenUnused").map(Node::flag).orElse(true);
        builder.stopping(new Resource.Stopping(confirm, unused));
        Optional<Duration> start = node.child("startTimeout").map(Node::duration);
        Optional<Duration> stop = node.child("stopTimeout").map(Node::duration);
        Optional<Duration> patience = node.child("probe").flatMap(probe -> probe(node, probe, builder));
        builder.limits(new TimeLimits(start.isPresent() ? start : patience, stop));
        node.child("retry").ifPresent(retry -> retry.made(() -> builder.retry(RetryReader.read(retry))));
        node.child("hostedAtOnce").ifPresent(most -> builder.hostedAtOnce(most.integer(1, MOST_AT_ONCE)));
        node.child("inactivity").ifPresent(rules -> rules.made(() -> builder.inactivity(inactivity.read(rules))));
        node.done();
        return id.made(builder::build);
    }

    /** Sets the probe; {@return how long a start may take, where the probe's timeout is no shorter than the step's} */
    private Optional<Duration> probe(Node resource, Node node, Resource.Builder builder) {
        Duration step = resource.child("startTimeout").map(Node::duration).orElse(stepTimeout);
        ProbeReader.Health health = probes.read(node, step);
        builder.probe(health.probe(), health.options());
        node.child("log").filter(log -> !keepsOutput(resource)).ifPresent(log -> {
            throw log.refuse("a connector of type " + String.join(", ", KEEPING) + " beside it, whose output is read");
        });
        return health.timeout().compareTo(step) < 0 ? Optional.empty() : Optional.of(health.timeout());
    }

    private static boolean keepsOutput(Node resource) {
        return resource.child("connector")
                .flatMap(connector -> connector.child("type"))
                .filter(type -> KEEPING.contains(type.text()))
                .isPresent();
    }

    private static Dependency dependency(Node node) {
        if (!node.isMap()) {
            return Dependency.on(node.text());
        }
        Dependency dependency = new Dependency(
                node.required("id").text(),
                node.child("required").map(Node::flag).orElse(true),
                node.child("condition").map(c -> c.oneOf(CONDITIONS)).orElse(Condition.HEALTHY));
        node.done();
        return dependency;
    }
}
