// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import static java.util.Objects.requireNonNull;

import io.rillway.cascade.CascadeEngine;
import io.rillway.cascade.EngineOptions;
import io.rillway.cascade.model.ResourceGraph;
import io.rillway.events.TopicSelector;
import io.rillway.hub.EventHub;
import io.rillway.hub.HubOptions;
import io.rillway.hub.Storage;
import io.rillway.hub.port.Validity;
import io.rillway.server.auth.CredentialChain.Known;
import io.rillway.server.auth.FirstToken;
import io.rillway.server.auth.Principal;
import io.rillway.server.auth.Role;
import io.rillway.server.auth.SessionStore;
import io.rillway.server.auth.StreamTickets;
import io.rillway.server.config.ConfigException;
import io.rillway.server.config.ServerConfig;
import io.rillway.server.jetty.WebServer;
import io.rillway.server.metrics.Observation;
import io.rillway.server.rest.ResourceCatalog;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reference server: hub, engine and their doors over HTTP, from a configuration.
 *
 * <p><b>Threads:</b> any. <b>Errors:</b> {@link java.io.UncheckedIOException} with the address if it cannot listen, or with
 * the data folder if another server uses it.
 */
public final class RillwayServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RillwayServer.class);
    private static final Principal ADMIN =
            new Principal("admin", Set.of(Role.ADMIN), List.of(TopicSelector.ALL), List.of(TopicSelector.ALL));

    private final ServerConfig config;
    private final DataFolder data;
    private final EventHub hub;
    private final EngineSink sink;
    private final CascadeEngine engine;
    private final WebServer web;
    private final SessionStore sessions;
    private final Observation observation;
    private final Monitoring monitoring;
    private final Optional<FirstToken> firstToken;
    private final ReentrantLock stopping = new ReentrantLock();

    // Guarded by stopping.
    private boolean stopped;

    private RillwayServer(ServerConfig config, Supplier<ServerConfig> source, Parts parts) {
        this.config = config;
        this.data = parts.add(DataFolder.take(config.data()), DataFolder::close);
        this.observation = parts.add(Observation.open(), Observation::close);
        this.firstToken = config.auth().isPresent() ? Optional.empty() : Optional.of(FirstToken.in(config.data()));
        InstantSource clock = InstantSource.system();
        this.sessions = new SessionStore(
                clock, config.auth().map(ServerConfig.Auth::sessions).orElse(SessionStore.Lives.defaults()));
        Accounts accounts = new Accounts(config, firstToken, ADMIN, clock);
        Duration notice = config.auth().map(ServerConfig.Auth::expiryNotice).orElse(Validity.USUAL_NOTICE);
        Known known = new Known(accounts, sessions, new StreamTickets(clock), notice);
        ResourceCatalog catalog = new ResourceCatalog(config);
        ResourceGraph graph = catalog.graph(config);
        this.hub = parts.add(EventHub.open(hubOptions(config).withListener(observation.listener())), EventHub::close);
        observation.watch(hub);
        this.sink = parts.add(new EngineSink(hub), EngineSink::close);
        EngineOptions options = engineOptions(config, data).publishTo(sink);
        this.engine = parts.add(CascadeEngine.open(graph, options), CascadeEngine::close);
        hub.snapshotsFrom(engine);
        this.monitoring = parts.add(Monitoring.open(config, hub), Monitoring::close);
        Mounts.Logins logins = new Mounts.Logins(accounts.users(), () -> accounts.take(reread(source), known, hub));
        Mounts mounts = new Mounts(config, hub, engine, catalog, known, logins, observation);
        this.web = parts.add(web(mounts.all(monitoring)), WebServer::stop);
    }

    private WebServer web(Map<String, HttpServlet> servlets) {
        servlets.forEach((place, servlet) -> LOG.debug("at {}: {}", place, servlet));
        return new WebServer(config.listen(), servlets);
    }

    /** Whether there is a first token is settled at the start. */
    private ServerConfig reread(Supplier<ServerConfig> source) {
        ServerConfig now = source.get();
        if (now.auth().isPresent() != config.auth().isPresent()) {
            String key = "auth";
            throw new ConfigException(now.file(), key, "come or gone (expected: a restart for that)", null);
        }
        return now;
    }

    /**
     * {@return a server that listens}
     *
     * @param config its configuration, for good
     */
    public static RillwayServer open(ServerConfig config) {
        requireNonNull(config, "config");
        return open(() -> config);
    }

    /**
     * {@return a server that listens, and reads its tokens and users again when it is asked to}
     *
     * @param source reads its configuration
     */
    public static RillwayServer open(Supplier<ServerConfig> source) {
        ServerConfig config = source.get();
        Parts parts = new Parts();
        try {
            RillwayServer server = new RillwayServer(config, source, parts);
            server.begin();
            return server;
        } catch (RuntimeException e) {
            parts.close(e);
            throw e;
        }
    }

    private void begin() {
        tellOrphans();
        web.start();
        firstToken.ifPresent(token -> token.keep(config.data()));
    }

    /** A child without a resource is watched by nobody and keeps its ports. */
    private void tellOrphans() {
        try {
            if (config.cascades().keeping().stopOrphans()) {
                engine.stopOrphans().forEach(id -> LOG.warn("{}: its process had no resource any more; stopped", id));
            } else {
                engine.orphans()
                        .forEach(id -> LOG.warn(
                                "{}: its process runs and has no resource any more;"
                                        + " put the resource back, or stop it with cascades: {orphans: stop}",
                                id));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HubOptions hubOptions(ServerConfig config) {
        return HubOptions.defaults()
                .withRetention(config.log().retention())
                .withStorage(storage(config))
                .withLimits(config.limits().hub());
    }

    private static Storage storage(ServerConfig config) {
        return config.data()
                .<Storage>map(folder ->
                        new Storage.Folder(folder.resolve("log"), config.log().sync()))
                .orElse(Storage.memory());
    }

    private static EngineOptions engineOptions(ServerConfig config, DataFolder data) {
        ServerConfig.Cascades cascades = config.cascades();
        return EngineOptions.defaults()
                .withJournal(Journals.of(config, data))
                .onRestart(cascades.keeping().onRestart())
                .withFolder(data.path().resolve("run"))
                .withKeptCascades(cascades.keeping().cascades())
                .withMaxParallel(cascades.maxParallel())
                .withTimes(cascades.stepTimeout(), cascades.pollInterval());
    }

    /** {@return the address of the server, with the port that it listens on} */
    public URI uri() {
        return web.uri();
    }

    /** {@return the admin token, if this start has just made one; to be printed once and never logged} */
    public Optional<String> firstToken() {
        return firstToken.flatMap(FirstToken::fresh);
    }

    /**
     * Replaces the admin token of a server that does not run; the old one opens nothing any more.
     *
     * @param config the settings of the server
     * @return the new token, to be shown once and never logged
     * @throws IllegalArgumentException if the server has its tokens in its configuration, or keeps nothing
     * @throws java.io.UncheckedIOException if the server runs, or its data folder cannot be written
     */
    public static String resetToken(ServerConfig config) {
        if (config.auth().isPresent()) {
            throw new IllegalArgumentException("auth.tokens: given (expected: none; such a token is changed there)");
        }
        if (config.data().isEmpty()) {
            throw new IllegalArgumentException(
                    "data: memory (expected: a folder; without one each start makes a token)");
        }
        try (DataFolder data = DataFolder.take(config.data())) {
            FirstToken token = FirstToken.newToken();
            token.keep(Optional.of(data.path()));
            return token.fresh().orElseThrow();
        }
    }

    /** {@return a link that signs a browser in as admin, once} */
    public URI signInLink() {
        return uri().resolve("/signin?ticket=" + sessions.newTicket(ADMIN));
    }

    /**
     * Ends every stream, then stops the children in reverse order unless they are to be kept, then closes everything. A
     * second call waits for the first.
     *
     * @param keepChildren whether processes go on without the server, to be taken up again at its next start
     */
    public void stop(boolean keepChildren) {
        stopping.lock();
        try {
            if (!stopped) {
                stopped = true;
                end(keepChildren);
            }
        } finally {
            stopping.unlock();
        }
    }

    private void end(boolean keepChildren) {
        try {
            web.refuseNew();
            sink.close();
            monitoring.close();
            hub.close();
            if (!keepChildren) {
                engine.stopChildren(config.listen().stopTimeout());
            }
            engine.close();
            web.stop();
            observation.close();
        } finally {
            data.leave(keepChildren);
        }
    }

    /** Stops the server, and its children. */
    @Override
    public void close() {
        stop(false);
    }
}
