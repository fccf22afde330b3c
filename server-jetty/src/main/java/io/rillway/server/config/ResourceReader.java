// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import io.rillway.cascade.connector.CommandConnector;
import io.rillway.cascade.connector.ConnectorSource;
import io.rillway.cascade.connector.ProcessConnector;
import io.rillway.cascade.model.Dependency;
import io.rillway.cascade.model.Dependency.Condition;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.TimeLimits;
import io.rillway.cascade.probe.Probe;
import io.rillway.cascade.probe.ProbeOptions;
import io.rillway.events.catalog.StatusEvents.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads resources, from the configuration file and from the bodies of requests alike. */
public final class ResourceReader {

    private static final Map<String, Kind> KINDS = Map.of("machine", Kind.MACHINE, "resource", Kind.RESOURCE);
    private static final Map<String, Condition> CONDITIONS =
            Map.of("started", Condition.STARTED, "healthy", Condition.HEALTHY, "completed", Condition.COMPLETED);

    private final Path folder;
    private final Duration stepTimeout;

    /**
     * A reader.
     *
     * @param folder what relative paths start from
     * @param stepTimeout how long a step may take where the resource does not say
     */
    public ResourceReader(Path folder, Duration stepTimeout) {
        this.folder = folder;
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
                || !body.path("probe").path("command").isMissingNode();
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
        node.child("connector").ifPresent(connector -> builder.connector(connector(connector)));
        boolean confirm = node.child("confirmBeforeShutdown").map(Node::flag).orElse(false);
        boolean unused = node.child("stopWhenUnused").map(Node::flag).orElse(true);
        builder.stopping(new Resource.Stopping(confirm, unused));
        Optional<Duration> start = node.child("startTimeout").map(Node::duration);
        Optional<Duration> stop = node.child("stopTimeout").map(Node::duration);
        Optional<Duration> patience =
                node.child("probe").flatMap(probe -> probe(probe, builder, start.orElse(stepTimeout)));
        builder.limits(new TimeLimits(start.isPresent() ? start : patience, stop));
        node.done();
        return id.made(builder::build);
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

    private ConnectorSource connector(Node node) {
        Map<String, Runnable> types = Map.of("process", () -> {}, "command", () -> {});
        Node type = node.required("type");
        type.oneOf(types);
        ConnectorSource source = type.text().equals("process") ? process(node) : command(node);
        node.done();
        return source;
    }

    private ConnectorSource process(Node node) {
        Node command = node.required("command");
        ProcessConnector plain =
                command.made(() -> ProcessConnector.of(words(command))).workdir(workdir(node));
        ProcessConnector process = node.child("env")
                .map(env -> env.made(() -> plain.env(env.textMap())))
                .orElse(plain);
        return node.child("stopTimeout")
                .map(stop -> stop.made(() -> process.stopTimeout(stop.durationOrZero())))
                .orElse(process);
    }

    private ConnectorSource command(Node node) {
        CommandConnector command = CommandConnector.empty().workdir(workdir(node));
        command = with(node, "env", command, (made, env) -> made.env(env.textMap()));
        CommandConnector empty = command;
        command = with(node, "start", command, (made, words) -> made.start(words(words)));
        command = with(node, "stop", command, (made, words) -> made.stop(words(words)));
        command = with(node, "status", command, (made, words) -> made.status(words(words)));
        if (command == empty) {
            throw node.refuse("at least one of start, stop, status");
        }
        return with(node, "timeout", command, (made, timeout) -> made.timeout(timeout.duration()));
    }

    private static CommandConnector with(
            Node node, String key, CommandConnector made, BiFunction<CommandConnector, Node, CommandConnector> more) {
        return node.child(key)
                .map(value -> value.made(() -> more.apply(made, value)))
                .orElse(made);
    }

    private Path workdir(Node node) {
        return node.child("workdir").map(w -> w.path(folder)).orElse(folder);
    }

    private static String[] words(Node node) {
        List<String> words = node.texts();
        if (words.isEmpty()) {
            throw node.refuse("a program and its arguments");
        }
        return words.toArray(String[]::new);
    }

    /** Sets the probe; {@return how long a start may take, where the probe's timeout is no shorter than the step's} */
    private static Optional<Duration> probe(Node node, Resource.Builder builder, Duration step) {
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
        builder.probe(look(node), options);
        node.done();
        return isAttempt ? Optional.empty() : Optional.of(timeout);
    }

    private static Probe look(Node node) {
        Optional<Node> tcp = node.child("tcp");
        Optional<Node> http = node.child("http");
        Optional<Node> command = node.child("command");
        if (Stream.of(tcp, http, command).filter(Optional::isPresent).count() != 1) {
            throw node.refuse("exactly one of tcp, http, command");
        }
        Node kind = tcp.or(() -> http).or(() -> command).orElseThrow();
        return kind.made(() -> {
            if (tcp.isPresent()) {
                return tcp(kind);
            }
            return http.isPresent() ? Probe.http(kind.text()) : Probe.command(List.of(words(kind)));
        });
    }

    private static Probe tcp(Node node) {
        String text = node.text();
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535 || colon == 0) {
            throw node.refuse("a port, or host:port");
        }
        return colon < 0
                ? Probe.tcp(Integer.parseInt(port))
                : Probe.tcp(text.substring(0, colon), Integer.parseInt(port));
    }
}
