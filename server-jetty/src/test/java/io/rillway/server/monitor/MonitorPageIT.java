// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.rillway.events.TopicSelector;
import io.rillway.hub.EventHub;
import io.rillway.hub.HubOptions;
import io.rillway.hub.HubOptions.Retention;
import io.rillway.server.endpoint.Endpoint;
import io.rillway.server.http.EventStreamServlet;
import io.rillway.server.testing.ContainerLogin;
import io.rillway.server.testing.RawClient;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The example of docs/monitor.md, in an application that is nothing but Jetty with a login. */
class MonitorPageIT {

    private static final Path PAGE = Path.of("..", "docs", "monitor.md");
    private static final Path THIS = Path.of("src/test/java/io/rillway/server/monitor/MonitorPageIT.java");
    private static final String CLOSING = "Connection: close\r\n";

    private final ServletContextHandler context = new ServletContextHandler();

    @Test
    void theExampleTellsWhatIsLoggedToWhomTheContainerLetsIn() throws Exception {
        HubOptions options = HubOptions.defaults();
        Retention lines = new Retention(500, 32 << 20, Duration.ofMinutes(5));
        Retention apart = options.retention().withRetain(Map.of(TopicSelector.of("logs"), lines));
        EventHub hub = EventHub.open(options.withRetention(apart));

        LogRing logs = LogRing.usual();
        LogSource.Registration heard = MonitorAppender.attach(logs::log);
        LogFeed feed = LogFeed.open(logs, hub);
        context.addServlet(new EventStreamServlet(hub, Endpoint.monitor()), "/monitor/stream");
        context.addServlet(new MonitorServlet(logs), "/monitor/*");

        Server server = new Server();
        URI uri = serve(server);
        LoggerFactory.getLogger("app").warn("the disk is {} % full", 91);
        try (RawClient stream = new RawClient(uri, RawClient.get("/monitor/stream", "X-User: anna\r\n"));
                RawClient file = new RawClient(uri, RawClient.get("/monitor/logs", "X-User: anna\r\n" + CLOSING));
                RawClient nobody = new RawClient(uri, RawClient.get("/monitor/stream", CLOSING))) {
            assertThat(stream.readUntil("91 % full")).contains("event: log\n").contains("\"level\":\"warn\"");
            assertThat(file.readAll()).startsWith("HTTP/1.1 200").contains("the disk is 91 % full");
            assertThat(nobody.readAll()).startsWith("HTTP/1.1 401").doesNotContain("disk");
        }
        heard.close();
        feed.close();
        hub.close();
        server.stop();
    }

    private URI serve(Server server) throws Exception {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        FilterHolder login = new FilterHolder(new ContainerLogin());
        login.setAsyncSupported(true);
        context.addFilter(login, "/*", EnumSet.allOf(DispatcherType.class));
        server.setHandler(context);
        server.start();
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    @Test
    void theExampleIsTheOneAbove() throws Exception {
        List<String> compiled =
                Files.readAllLines(THIS).stream().map(String::strip).toList();

        assertThat(example()).hasSize(9).allSatisfy(line -> assertThat(compiled).contains(line));
    }

    /** {@return the lines of the page's Java} */
    private static List<String> example() throws Exception {
        List<String> lines = new ArrayList<>();
        boolean isJava = false;
        for (String line : Files.readAllLines(PAGE)) {
            if (isJava && !line.startsWith("```") && !line.isBlank()) {
                lines.add(line.strip());
            }
            isJava = line.startsWith("```") ? line.equals("```java") : isJava;
        }
        return lines;
    }
}
