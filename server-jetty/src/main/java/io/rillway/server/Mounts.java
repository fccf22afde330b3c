// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import io.rillway.cascade.CascadeEngine;
import io.rillway.hub.EventHub;
import io.rillway.server.auth.Authenticator;
import io.rillway.server.auth.CredentialChain;
import io.rillway.server.auth.CredentialSource;
import io.rillway.server.auth.SessionStore;
import io.rillway.server.auth.TokenStore;
import io.rillway.server.config.ServerConfig;
import io.rillway.server.http.Endpoint;
import io.rillway.server.http.EventStreamServlet;
import io.rillway.server.metrics.Observation;
import io.rillway.server.rest.CascadesServlet;
import io.rillway.server.rest.DependenciesServlet;
import io.rillway.server.rest.GraphServlet;
import io.rillway.server.rest.HealthServlet;
import io.rillway.server.rest.PublishServlet;
import io.rillway.server.rest.ResourceCatalog;
import io.rillway.server.rest.ResourcesServlet;
import io.rillway.server.rest.SignInServlet;
import jakarta.servlet.http.HttpServlet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is mounted where. */
record Mounts(
        ServerConfig config,
        EventHub hub,
        CascadeEngine engine,
        ResourceCatalog catalog,
        TokenStore tokens,
        SessionStore sessions,
        Observation observation) {

    /** {@return the servlets by the paths they are mounted at} */
    Map<String, HttpServlet> all() {
        Endpoint canonical = Endpoint.canonical();
        Endpoint homelab = Endpoint.homelab();
        Authenticator api = chain(canonical.credentials());
        Authenticator homelabApi = chain(homelab.credentials().stream()
                .filter(source -> !(source instanceof CredentialSource.Query))
                .toList());
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
        servlets.put("/healthz", new HealthServlet());
        List<CredentialSource> all = Stream.of(canonical, homelab)
                .flatMap(endpoint -> endpoint.credentials().stream())
                .toList();
        servlets.put("/signin", new SignInServlet(sessions, RillwayServer.sessionCookies(all)));
        return servlets;
    }

    private PublishServlet.Limits publishing() {
        return new PublishServlet.Limits(
                config.limits().maxBodyBytes(), config.limits().maxBatchEvents());
    }

    private EventStreamServlet stream(Endpoint endpoint) {
        return new EventStreamServlet(hub, endpoint).authenticatedBy(chain(endpoint.credentials()));
    }

    private Authenticator chain(List<CredentialSource> sources) {
        return new CredentialChain(sources, tokens, sessions);
    }
}
