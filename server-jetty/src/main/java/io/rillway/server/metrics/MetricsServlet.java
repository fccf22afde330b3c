// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rillway.server.auth.Authenticator;
import io.rillway.server.auth.Role;
import io.rillway.server.route.ApiServlet;
import io.rillway.server.route.Call;
import io.rillway.server.route.Routes;
import java.io.IOException;

/** Shows the meters to Prometheus, which sends a bearer token of a viewer. */
final class MetricsServlet extends ApiServlet {

    private static final long serialVersionUID = 1L;
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final transient PrometheusMeterRegistry registry;
    private final transient Routes routes = Routes.none().with("GET", "", this::show);

    MetricsServlet(PrometheusMeterRegistry registry, Authenticator authenticator) {
        super(authenticator);
        this.registry = registry;
    }

    @Override
    protected Routes routes() {
        return routes;
    }

    private void show(Call call) throws IOException {
        call.require(Role.VIEWER);
        byte[] text = registry.scrape().getBytes(UTF_8);
        call.response().setContentType(TEXT);
        call.response().setHeader("Cache-Control", "no-store");
        call.response().setContentLength(text.length);
        call.response().getOutputStream().write(text);
    }
}
