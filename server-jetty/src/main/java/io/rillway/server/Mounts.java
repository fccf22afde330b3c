// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import io.rillway.cascade.CascadeEngine;
import io.rillway.hub.EventHub;
import io.rillway.server.auth.Authenticator;
import io.rillway.server.auth.CredentialChain;
import io.rillway.server.auth.CredentialChain.Known;
import io.rillway.server.auth.CredentialSource;
import io.rillway.server.auth.Identity;
import io.rillway.server.auth.SessionStore;
import io.rillway.server.config.ServerConfig;
import io.rillway.server.endpoint.Endpoint;
import io.rillway.server.http.EventStreamServlet;
import io.rillway.server.http.SharedMount;
import io.rillway.server.http.SharedMount.Door;
import io.rillway.server.login.LoginServlet;
import io.rillway.server.login.LogoutServlet;
import io.rillway.server.login.SessionCookies;
import io.rillway.server.login.SignInServlet;
import io.rillway.server.login.TicketServlet;
import io.rillway.server.login.UserStore;
import io.rillway.server.metrics.Observation;
import io.rillway.server.monitor.CookieToken;
import io.rillway.server.rest.Canary;
import io.rillway.server.rest.CascadesServlet;
import io.rillway.server.rest.ConnectionsServlet;
import io.rillway.server.rest.DependenciesServlet;
import io.rillway.server.rest.EventsHealthServlet;
import io.rillway.server.rest.ForceLogoutServlet;
import io.rillway.server.rest.GraphServlet;
import io.rillway.server.rest.HealthServlet;
import io.rillway.server.rest.PublishServlet;
import io.rillway.server.rest.ReadyServlet;
import io.rillway.server.rest.ReloadServlet;
import io.rillway.server.rest.ReloadServlet.Reloaded;
import io.rillway.server.rest.ResourceCatalog;
import io.rillway.server.rest.ResourcesServlet;
import jakarta.servlet.http.HttpServlet;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What is mounted where. */
record Mounts(
        ServerConfig config,
        EventHub hub,
        CascadeEngine engine,
        ResourceCatalog catalog,
        Known known,
        Logins logins,
        Observation observation) {

    /**
     * How one logs in, and how who is known is read again.
     *
     * @param users who has which password
     * @param reload reads the configuration again
     */
    record Logins(UserStore users, Supplier<Reloaded> reload) {}

    /** {@return the servlets by the paths they are mounted at} */
    Map<String, HttpServlet> all(Monitoring monitoring) {
        Authenticator api = api(Endpoint.canonical());
        Map<String, HttpServlet> servlets = new LinkedHashMap<>(streams());
        servlets.put("/api/v1/events", new PublishServlet(hub, publishing(), api));
        servlets.put("/api/v1/cascades/*", new CascadesServlet(engine, api));
        servlets.put("/api/v1/resources/*", new ResourcesServlet(engine, catalog, api));
        servlets.put("/api/v1/dependencies/*", new DependenciesServlet(engine, catalog, api));
        servlets.put("/api/v1/graph", new GraphServlet(engine, catalog, api));
        servlets.putAll(observation.servlets(api));
        servlets.put("/api/v1/connections/*", new ConnectionsServlet(hub, api));
        servlets.put("/api/v1/users/*", new ForceLogoutServlet(hub, known, "*/force-logout", api));
        servlets.put("/admin/force_logout/*", new ForceLogoutServlet(hub, known, "*", api));
        servlets.put("/api/v1/auth/reload", new ReloadServlet(logins.reload(), api));
        servlets.put("/healthz", new HealthServlet());
        Canary canary = new Canary(hub, System::nanoTime);
        servlets.put("/readyz", new ReadyServlet(canary));
        servlets.put("/api/v1/events/health", new EventsHealthServlet(hub, canary));
        config.endpoint("homelab")
                .ifPresent(homelab -> servlets.put("/api/cascades/*", new CascadesServlet(engine, api(homelab))));
        logins(servlets);
        tickets(servlets, api);
        config.logEndpoint().ifPresent(log -> monitor(servlets, monitoring, log));
        return servlets;
    }

    /** Endpoints at one path share it. */
    private Map<String, HttpServlet> streams() {
        Map<String, List<Door>> doors = new LinkedHashMap<>();
        for (Endpoint endpoint : config.endpoints()) {
            Door door = new Door(endpoint, stream(endpoint));
            endpoint.paths()
                    .forEach(path ->
                            doors.computeIfAbsent(path, p -> new ArrayList<>()).add(door));
        }
        Map<String, HttpServlet> streams = new LinkedHashMap<>();
        doors.forEach((path, here) ->
                streams.put(path, here.size() == 1 ? here.get(0).servlet() : new SharedMount(here, known.tickets())));
        return streams;
    }

    /** Beside the stream; in its place as well, where the monitor is switched off. */
    private void monitor(Map<String, HttpServlet> servlets, Monitoring monitoring, Endpoint log) {
        HttpServlet servlet = monitoring.servlet(authenticator(log));
        servlets.put("/monitor/*", servlet);
        if (!config.monitor().enabled()) {
            log.paths().forEach(path -> servlets.put(path, servlet));
        }
    }

    /** Without a word a ticket is for the first endpoint that takes nothing else. */
    private void tickets(Map<String, HttpServlet> servlets, Authenticator api) {
        List<String> names = config.endpoints().stream()
                .filter(Endpoint::takesTickets)
                .sorted(Comparator.comparing(Endpoint::takesHeaders))
                .map(Endpoint::name)
                .toList();
        if (!names.isEmpty()) {
            servlets.put("/api/v1/events/session", TicketServlet.sessions(known.tickets(), names, api));
            servlets.put("/api/v1/auth/sse-token", TicketServlet.tokens(known.tickets(), names, api));
        }
    }

    private void logins(Map<String, HttpServlet> servlets) {
        SessionCookies cookies =
                SessionCookies.of(Stream.concat(Stream.of(Endpoint.canonical()), config.endpoints().stream())
                        .flatMap(endpoint -> endpoint.credentials().stream()));
        SessionStore sessions = known.sessions();
        if (config.auth().isPresent()) {
            servlets.put(
                    "/api/v1/auth/login",
                    new LoginServlet(logins.users(), sessions, cookies, this::replaced, InstantSource.system()));
        }
        servlets.put("/api/v1/auth/logout", new LogoutServlet(sessions, cookies, this::loggedOut));
        servlets.put("/signin", new SignInServlet(sessions, cookies, this::replaced));
    }

    /** A session that was logged out takes the streams along that it opened (requirements S5-16). */
    private void loggedOut(Identity identity) {
        hub.recheck(identity.principal().name(), "logged out");
    }

    /** The browser has another session, with which its streams come back. */
    private void replaced(Identity identity) {
        hub.recheck(identity.principal().name(), null);
    }

    private PublishServlet.Limits publishing() {
        return new PublishServlet.Limits(
                config.limits().maxBodyBytes(), config.limits().maxBatchEvents());
    }

    /** What stands in an address opens streams and nothing else. */
    private Authenticator api(Endpoint endpoint) {
        return chain(endpoint.credentials().stream()
                .filter(source -> source.inQuery().isEmpty())
                .toList());
    }

    private EventStreamServlet stream(Endpoint endpoint) {
        EventStreamServlet servlet = new EventStreamServlet(hub, endpoint).authenticatedBy(authenticator(endpoint));
        return config.listen().takeSockets() ? servlet : servlet.leavingSockets();
    }

    /** The monitor's clients have its token in a cookie. */
    private Authenticator authenticator(Endpoint endpoint) {
        Authenticator chain = chain(endpoint.credentials());
        boolean hasCookie = endpoint.credentials().contains(new CredentialSource.Cookie(CookieToken.MONITOR));
        return hasCookie ? new CookieToken(chain, CookieToken.MONITOR, known.tokens()) : chain;
    }

    private Authenticator chain(List<CredentialSource> sources) {
        return new CredentialChain(sources, known);
    }
}
