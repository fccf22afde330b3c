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
import io.rillway.server.http.Endpoint;
import io.rillway.server.http.EventStreamServlet;
import io.rillway.server.login.LoginServlet;
import io.rillway.server.login.LogoutServlet;
import io.rillway.server.login.SessionCookies;
import io.rillway.server.login.SignInServlet;
import io.rillway.server.login.TicketServlet;
import io.rillway.server.login.UserStore;
import io.rillway.server.metrics.Observation;
import io.rillway.server.rest.CascadesServlet;
import io.rillway.server.rest.ConnectionsServlet;
import io.rillway.server.rest.DependenciesServlet;
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
    Map<String, HttpServlet> all() {
        Endpoint canonical = Endpoint.canonical();
        Endpoint homelab = Endpoint.homelab();
        Authenticator api = chain(withoutQuery(canonical));
        Authenticator homelabApi = chain(withoutQuery(homelab));
        Map<String, HttpServlet> servlets = new LinkedHashMap<>();
        if (config.endpoints().contains(canonical.name())) {
            servlets.put("/api/v1/events/stream", stream(canonical));
        }
        if (config.endpoints().contains(homelab.name())) {
            servlets.put("/api/events", stream(homelab));
            servlets.put("/api/cascades/*", new CascadesServlet(engine, homelabApi));
        }
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
        servlets.put("/readyz", new ReadyServlet(hub));
        logins(servlets, SessionCookies.of(Stream.of(canonical, homelab).flatMap(e -> e.credentials().stream())));
        if (config.endpoints().contains(canonical.name())) {
            List<String> endpoints = List.of(canonical.name());
            servlets.put("/api/v1/events/session", TicketServlet.sessions(known.tickets(), endpoints, api));
            servlets.put("/api/v1/auth/sse-token", TicketServlet.tokens(known.tickets(), endpoints, api));
        }
        return servlets;
    }

    private void logins(Map<String, HttpServlet> servlets, SessionCookies cookies) {
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
    private static List<CredentialSource> withoutQuery(Endpoint endpoint) {
        return endpoint.credentials().stream()
                .filter(source ->
                        source instanceof CredentialSource.Cookie || source instanceof CredentialSource.Bearer)
                .toList();
    }

    private EventStreamServlet stream(Endpoint endpoint) {
        EventStreamServlet servlet =
                new EventStreamServlet(hub, endpoint).authenticatedBy(chain(endpoint.credentials()));
        return config.listen().takeSockets() ? servlet : servlet.leavingSockets();
    }

    private Authenticator chain(List<CredentialSource> sources) {
        return new CredentialChain(sources, known);
    }
}
