// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import io.rillway.hub.EventHub;
import io.rillway.server.auth.Authenticator;
import io.rillway.server.config.ConfigException;
import io.rillway.server.config.ServerConfig;
import io.rillway.server.config.ServerConfig.Threshold;
import io.rillway.server.monitor.AlertWebhook;
import io.rillway.server.monitor.DisabledMonitor;
import io.rillway.server.monitor.ErrorAlert;
import io.rillway.server.monitor.LogFeed;
import io.rillway.server.monitor.LogRing;
import io.rillway.server.monitor.LogSource.Registration;
import io.rillway.server.monitor.MonitorAppender;
import io.rillway.server.monitor.MonitorServlet;
import jakarta.servlet.http.HttpServlet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** The log monitor of the server, whose source is the server's own log; nothing where no endpoint tells of it. */
final class Monitoring implements AutoCloseable {

    private static final Duration WEBHOOK_TIMEOUT = Duration.ofSeconds(5);

    /** What goes on while the log is told. */
    private record Running(LogRing ring, LogFeed feed, Registration appender) {}

    private final Optional<Running> running;

    private Monitoring(Optional<Running> running) {
        this.running = running;
    }

    /** {@return the monitor that a configuration asks for} */
    static Monitoring open(ServerConfig config, EventHub hub) {
        boolean isOn = config.monitor().enabled() && config.logEndpoint().isPresent();
        return new Monitoring(isOn ? Optional.of(run(config, hub)) : Optional.empty());
    }

    private static Running run(ServerConfig config, EventHub hub) {
        ServerConfig.Monitor monitor = config.monitor();
        requireLogback(config);
        InstantSource clock = InstantSource.system();
        LogRing ring = new LogRing(monitor.lines(), monitor.age(), clock);
        monitor.alert().ifPresent(alert -> ring.onLog(alert(alert, clock)));
        return new Running(ring, LogFeed.open(ring, hub), MonitorAppender.attach(ring::log));
    }

    private static ErrorAlert alert(Threshold alert, InstantSource clock) {
        AlertWebhook webhook = new AlertWebhook(alert.webhook(), WEBHOOK_TIMEOUT);
        return new ErrorAlert(alert.errors(), alert.window(), clock, webhook);
    }

    private static void requireLogback(ServerConfig config) {
        try {
            Class.forName("ch.qos.logback.classic.LoggerContext");
        } catch (ClassNotFoundException e) {
            throw new ConfigException(
                    config.file(), "endpoints", "monitor (expected: Logback on the class path, whose log is told)", e);
        }
    }

    /** {@return what answers beside the stream of the log} */
    HttpServlet servlet(Authenticator authenticator) {
        return running.<HttpServlet>map(on -> new MonitorServlet(on.ring()).authenticatedBy(authenticator))
                .orElseGet(DisabledMonitor::new);
    }

    /** Hears nothing more, and tells what waits; to be called before the hub closes. */
    @Override
    public void close() {
        running.ifPresent(on -> {
            on.appender().close();
            on.feed().close();
        });
    }
}
