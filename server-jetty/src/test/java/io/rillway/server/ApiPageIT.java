// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.rillway.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The page about the API names the routes that there are. */
class ApiPageIT {

    private static final Path PAGE = Path.of("..", "docs", "http-api.md");
    private static final Pattern ROUTE = Pattern.compile("(?m)^### ([A-Z]+) (/\\S+)$");
    private static final Pattern MOUNT = Pattern.compile("at (/[^:*]*?)(?:/[*])?: (.*)");
    private static final Pattern ONE = Pattern.compile("([A-Z]+) (/[^,]*)");
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

    /** What the server says at its start, but for streams and the copy of the API for the home lab. */
    private Set<String> mounted() throws IOException {
        Logger logger = (Logger) LoggerFactory.getLogger(RillwayServer.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.DEBUG);
        try {
            new TestServer(folder, YAML).close();
        } finally {
            logger.setLevel(null);
            logger.detachAppender(log);
        }
        Set<String> routes = new TreeSet<>();
        log.list.stream()
                .map(event -> MOUNT.matcher(event.getFormattedMessage()))
                .filter(Matcher::matches)
                .filter(mount -> !mount.group(1).startsWith("/api/cascades"))
                .forEach(mount -> ONE.matcher(mount.group(2)).results().forEach(route -> {
                    String path = route.group(2).equals("/") ? "" : route.group(2);
                    routes.add(route.group(1) + " " + mount.group(1) + path);
                }));
        assertThat(routes).hasSizeGreaterThan(20);
        return routes;
    }
}
