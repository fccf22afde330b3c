// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.cascade.CascadeEngine;
import io.rillway.cascade.EngineOptions;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.hub.EventHub;
import io.rillway.hub.HubOptions;
import io.rillway.server.auth.CredentialChain.Known;
import io.rillway.server.auth.SessionStore;
import io.rillway.server.auth.StreamTickets;
import io.rillway.server.auth.TokenStore;
import io.rillway.server.config.ServerConfig;
import io.rillway.server.metrics.Observation;
import io.rillway.server.rest.ResourceCatalog;
import io.rillway.server.route.ApiServlet;
import io.rillway.server.testing.TestServer;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about the API names the routes that there are. */
class ApiPageIT {

    private static final Path PAGE = Path.of("..", "docs", "http-api.md");
    private static final Pattern ROUTE = Pattern.compile("(?m)^### ([A-Z]+) (/\\S+)$");
    private static final String YAML = """
            server: {port: 0}
            data: memory
            auth:
              tokens: [{token: t, principal: a, roles: [admin], grants: ["**"]}]
              users: [{username: u, password: "pbkdf2:sha256:600000:%s:%s"}]
            resources: [{id: db}]
            """.formatted("A".repeat(22), "A".repeat(43));

    @TempDir
    private Path folder;

    private static List<MatchResult> routes() throws IOException {
        return ROUTE.matcher(Files.readString(PAGE)).results().toList();
    }

    @Test
    void everyPathHasTheMethodsOfThePage() throws Exception {
        Map<String, Set<String>> paths = routes().stream()
                .collect(groupingBy(
                        route -> route.group(2), mapping(route -> route.group(1), toCollection(TreeSet::new))));
        try (TestServer server = new TestServer(folder, YAML)) {
            for (Map.Entry<String, Set<String>> path : paths.entrySet()) {
                String place = path.getKey().replaceAll("\\{\\w+}", "some");
                HttpResponse<String> answer = server.send("t", "BREW", place, "");

                assertThat(answer.statusCode()).as(place).isEqualTo(405);
                Set<String> allowed = new TreeSet<>(List.of(
                        answer.headers().firstValue("Allow").orElseThrow().split(", ", -1)));
                assertThat(allowed).as(place).containsAll(path.getValue());
            }
        }
    }

    @Test
    void everyRouteOfTheServerIsOnThePage() throws Exception {
        Set<String> documented = new TreeSet<>();
        routes().forEach(route ->
                documented.add(route.group(1) + " " + route.group(2).replaceAll("\\{\\w+}", "*")));

        assertThat(mounted()).isSubsetOf(documented);
    }

    private Set<String> mounted() throws IOException {
        Path file = Files.writeString(folder.resolve("rillway.yaml"), YAML);
        ServerConfig config = ServerConfig.load(file, Map.of(), Map.of());
        Known known = new Known(
                new TokenStore(Map.of()),
                new SessionStore(InstantSource.system()),
                new StreamTickets(InstantSource.system()));
        try (EventHub hub = EventHub.open(HubOptions.defaults());
                CascadeEngine engine = CascadeEngine.open(ResourceGraph.of(List.of()), EngineOptions.defaults());
                Observation observation = Observation.open()) {
            observation.watch(hub);
            Mounts mounts = new Mounts(config, hub, engine, new ResourceCatalog(config), known, observation);
            return routes(mounts.all());
        }
    }

    /** The routes of the API but for the copy of the home lab's. */
    private static Set<String> routes(Map<String, HttpServlet> mounts) {
        Set<String> routes = new TreeSet<>();
        mounts.forEach((mount, servlet) -> {
            if (servlet instanceof ApiServlet && !mount.startsWith("/api/cascades")) {
                servlet.toString().lines().forEach(route -> routes.add(at(mount, route)));
            }
        });
        return routes;
    }

    private static String at(String mount, String route) {
        String method = route.substring(0, route.indexOf(' '));
        String path = route.substring(route.indexOf(' ') + 1);
        String place = mount.endsWith("/*") ? mount.substring(0, mount.length() - 2) : mount;
        return method + " " + place + (path.isEmpty() ? "" : "/" + path);
    }
}
