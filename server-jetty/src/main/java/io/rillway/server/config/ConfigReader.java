// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import io.rillway.cascade.model.GraphException;
import io.rillway.cascade.model.Resource;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.hub.port.HubLimits;
import io.rillway.server.config.ServerConfig.Auth;
import io.rillway.server.config.ServerConfig.Cascades;
import io.rillway.server.config.ServerConfig.Limits;
import io.rillway.server.config.ServerConfig.Listen;
import io.rillway.server.config.ServerConfig.Log;
import io.rillway.server.endpoint.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Reads a configuration file section by section; the first thing that is wrong is refused with its path. */
final class ConfigReader {

    private static final int MOST_BODY = 64 << 20;
    private static final int MOST_TOPICS = 100;

    private final Path file;
    private final Path folder;

    ConfigReader(Path file) {
        this.file = file;
        Path parent = file.toAbsolutePath().getParent();
        this.folder = parent == null ? file.toAbsolutePath() : parent;
    }

    ServerConfig read(Map<String, String> environment, Map<String, String> flags) {
        ObjectNode tree = Yaml.read(file);
        Map<String, String> origins = Overrides.apply(file, tree, environment, flags);
        try {
            return read(new Node(file, "", tree));
        } catch (ConfigException e) {
            String origin = origins.get(e.key());
            throw origin == null ? e : e.from(origin);
        }
    }

    private ServerConfig read(Node root) {
        root.notYet("cluster");
        Listen listen = new ListenReader(folder).read(root.child("server"));
        Optional<Path> data = data(root.child("data"));
        Optional<Auth> auth = root.child("auth").map(section -> new AuthReader().read(section));
        List<Endpoint> endpoints =
                root.child("endpoints").map(EndpointsReader::read).orElse(EndpointsReader.USUAL);
        Limits limits = limits(root.child("limits"));
        Log log = new LogReader(data.isPresent()).read(root.child("log"));
        Cascades cascades = new CascadesReader(data.isPresent()).read(root.child("cascades"));
        List<Resource> resources = resources(root.child("resources"), cascades.stepTimeout());
        root.done();
        ServerConfig config = new ServerConfig(file, listen, data, auth, endpoints, limits, log, cascades, resources);
        requireLoopback(config, root);
        return config;
    }

    private Optional<Path> data(Optional<Node> value) {
        boolean isMemory = value.map(Node::text).orElse("").equals("memory");
        return isMemory
                ? Optional.empty()
                : Optional.of(value.map(node -> node.path(folder)).orElse(folder.resolve("data")));
    }

    private static Limits limits(Optional<Node> section) {
        HubLimits usual = HubLimits.defaults();
        HubLimits hub = new HubLimits(
                limit(section, "maxSubscribers", 1, 1_000_000, usual.maxSubscribers()),
                limit(section, "maxPerPrincipal", 0, 1_000_000, usual.maxPerPrincipal()),
                limit(section, "maxTopics", 1, MOST_TOPICS, usual.maxTopics()),
                limit(section, "connectsPerSecond", 0, 1_000_000, usual.connectsPerSecond()),
                limit(section, "maxEventBytes", 1, MOST_BODY, usual.maxEventBytes()));
        int events = limit(section, "maxBatchEvents", 1, 1_000_000, 10_000);
        int body = limit(section, "maxBodyBytes", 1, MOST_BODY, 8 << 20);
        section.ifPresent(Node::done);
        return new Limits(hub, events, body);
    }

    private static int limit(Optional<Node> section, String key, int least, int most, int usual) {
        return section.flatMap(s -> s.child(key))
                .map(node -> node.integer(least, most))
                .orElse(usual);
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

    /** The path of the resource that a graph's mistake begins at; of two with one id, of the second. */
    private static String place(GraphException e, List<Resource> resources) {
        List<String> ids = resources.stream().map(Resource::id).toList();
        String first = e.resources().isEmpty() ? "" : e.resources().get(0);
        int index = e.code() == GraphException.Code.RESOURCE_DUPLICATE ? ids.lastIndexOf(first) : ids.indexOf(first);
        return index < 0 ? "resources" : "resources[" + index + "]";
    }

    private void requireLoopback(ServerConfig config, Node root) {
        if (config.auth().isPresent() || isLoopback(config.listen().host())) {
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
