// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import io.rillway.cascade.model.GraphException;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.events.TopicSelector;
import io.rillway.server.auth.Role;
import io.rillway.server.config.ServerConfig.Cascades;
import io.rillway.server.config.ServerConfig.Limits;
import io.rillway.server.config.ServerConfig.Listen;
import io.rillway.server.config.ServerConfig.Log;
import io.rillway.server.config.ServerConfig.Token;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a configuration file section by section; the first thing that is wrong is refused with its path. */
final class ConfigReader {

    private static final Set<String> ENDPOINTS = Set.of("canonical", "homelab");
    private static final Map<String, Role> ROLES =
            Map.of("viewer", Role.VIEWER, "operator", Role.OPERATOR, "admin", Role.ADMIN);

    private final Path file;
    private final Path folder;

    ConfigReader(Path file) {
        this.file = file;
        Path parent = file.toAbsolutePath().getParent();
        this.folder = parent == null ? file.toAbsolutePath() : parent;
    }

    ServerConfig read(Map<String, String> environment, Map<String, String> flags) {
        ObjectNode tree = parse();
        Overrides.apply(file, tree, environment, flags);
        Node root = new Node(file, "", tree);
        Cascades cascades = cascades(root.child("cascades"));
        ServerConfig config = new ServerConfig(
                file,
                listen(root.child("server")),
                data(root.child("data")),
                root.child("auth").map(this::tokens),
                root.child("endpoints").map(this::endpoints).orElse(List.of("canonical", "homelab")),
                limits(root.child("limits")),
                log(root.child("log")),
                cascades,
                resources(root.child("resources"), cascades.stepTimeout()));
        root.done();
        requireLoopback(config, root);
        return config;
    }

    private ObjectNode parse() {
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try {
            JsonNode tree = mapper.readTree(Files.readString(file));
            if (tree.isMissingNode() || tree.isNull()) {
                return mapper.createObjectNode();
            }
            if (tree instanceof ObjectNode map) {
                return map;
            }
            throw new ConfigException(file, "", "not a map (expected: keys such as server and resources)", null);
        } catch (JacksonException e) {
            String line =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw new ConfigException(file, "", line + firstLine(e.getOriginalMessage()), e);
        } catch (IOException e) {
            String reason = Files.exists(file) ? "cannot be read: " + e.getMessage() : "no such file";
            throw new ConfigException(file, "", reason, e);
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("malformed YAML");
    }

    private static Listen listen(Optional<Node> section) {
        String host = section.flatMap(s -> s.child("host")).map(Node::text).orElse("127.0.0.1");
        int port = section.flatMap(s -> s.child("port"))
                .map(n -> n.integer(0, 65_535))
                .orElse(8080);
        Duration stop =
                section.flatMap(s -> s.child("stopTimeout")).map(Node::duration).orElse(Duration.ofSeconds(60));
        section.ifPresent(Node::done);
        return new Listen(host, port, stop);
    }

    private Optional<Path> data(Optional<Node> value) {
        String text = value.map(Node::text).orElse("./data");
        return text.equals("memory")
                ? Optional.empty()
                : Optional.of(folder.resolve(text).normalize());
    }

    private List<Token> tokens(Node section) {
        List<Token> tokens =
                section.required("tokens").items().stream().map(this::token).toList();
        section.done();
        return tokens;
    }

    private Token token(Node node) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        node.child("roles").ifPresent(list -> list.items().forEach(item -> roles.add(item.oneOf(ROLES))));
        Node secret = node.required("token");
        if (secret.text().startsWith("sha256:") && !secret.text().matches("sha256:[0-9a-f]{64}")) {
            throw new ConfigException(file, secret.path(), "not a digest (expected: sha256: and 64 hex digits)", null);
        }
        Token token = new Token(
                secret.text(),
                node.required("principal").text(),
                roles,
                selectors(node.child("grants")),
                roles.contains(Role.ADMIN) ? List.of(TopicSelector.ALL) : selectors(node.child("publish")));
        node.child("publish");
        node.done();
        return token;
    }

    private static List<TopicSelector> selectors(Optional<Node> list) {
        List<TopicSelector> selectors = new ArrayList<>();
        list.ifPresent(l -> l.items().forEach(item -> {
            try {
                selectors.add(TopicSelector.of(item.text()));
            } catch (IllegalArgumentException e) {
                throw item.refuse(String.valueOf(e.getMessage()), e);
            }
        }));
        return selectors;
    }

    private List<String> endpoints(Node list) {
        for (Node item : list.items()) {
            if (!ENDPOINTS.contains(item.text())) {
                throw item.refuse("canonical or homelab; this version has no others");
            }
        }
        return list.texts();
    }

    private static Limits limits(Optional<Node> section) {
        int subscribers = section.flatMap(s -> s.child("maxSubscribers"))
                .map(n -> n.integer(1, 1_000_000))
                .orElse(20_000);
        int bytes = section.flatMap(s -> s.child("maxEventBytes"))
                .map(n -> n.integer(1, 64 << 20))
                .orElse(64 << 10);
        section.ifPresent(Node::done);
        return new Limits(subscribers, bytes);
    }

    private static Log log(Optional<Node> section) {
        int events = section.flatMap(s -> s.child("maxEvents"))
                .map(n -> n.integer(1, 100_000_000))
                .orElse(100_000);
        Duration age =
                section.flatMap(s -> s.child("maxAge")).map(Node::duration).orElse(Duration.ofHours(24));
        long bytes = section.flatMap(s -> s.child("maxBytes")).map(Node::size).orElse(256L << 20);
        section.ifPresent(Node::done);
        return new Log(events, age, bytes);
    }

    private static Cascades cascades(Optional<Node> section) {
        int parallel = section.flatMap(s -> s.child("maxParallel"))
                .map(n -> n.integer(1, 10_000))
                .orElse(16);
        Duration step =
                section.flatMap(s -> s.child("stepTimeout")).map(Node::duration).orElse(Duration.ofSeconds(30));
        Duration poll = section.flatMap(s -> s.child("pollInterval"))
                .map(Node::duration)
                .orElse(Duration.ofSeconds(1));
        boolean remote = section.flatMap(s -> s.child("allowRemoteCommands"))
                .map(Node::flag)
                .orElse(false);
        section.ifPresent(Node::done);
        return new Cascades(parallel, step, poll, remote);
    }

    private List<Resource> resources(Optional<Node> list, Duration stepTimeout) {
        List<Node> nodes = list.map(Node::items).orElse(List.of());
        ResourceReader reader = new ResourceReader(folder, stepTimeout);
        List<Resource> resources = nodes.stream().map(reader::read).toList();
        requireKnown(resources);
        try {
            ResourceGraph.of(resources);
        } catch (GraphException e) {
            throw new ConfigException(file, place(e, resources), String.valueOf(e.getMessage()), e);
        }
        return resources;
    }

    /** An id that no resource has is refused where it stands. */
    private void requireKnown(List<Resource> resources) {
        Set<String> ids = resources.stream().map(Resource::id).collect(Collectors.toSet());
        for (int i = 0; i < resources.size(); i++) {
            Resource resource = resources.get(i);
            String path = "resources[" + i + "]";
            resource.host().ifPresent(host -> requireKnown(ids, host, path + ".host"));
            for (int j = 0; j < resource.dependencies().size(); j++) {
                requireKnown(ids, resource.dependencies().get(j).on(), path + ".dependsOn[" + j + "]");
            }
        }
    }

    private void requireKnown(Set<String> ids, String id, String path) {
        if (!ids.contains(id)) {
            throw new ConfigException(file, path, "\"" + id + "\" (expected: the id of a resource)", null);
        }
    }

    /** The path of the resource that a graph's mistake is about. */
    private static String place(GraphException e, List<Resource> resources) {
        for (int i = resources.size() - 1; i >= 0; i--) {
            if (e.resources().contains(resources.get(i).id())) {
                return "resources[" + i + "]";
            }
        }
        return "resources";
    }

    private void requireLoopback(ServerConfig config, Node root) {
        if (config.tokens().isPresent() || isLoopback(config.listen().host())) {
            return;
        }
        Node host = root.required("server").required("host");
        throw host.refuse("a loopback address, because there is no auth section");
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
