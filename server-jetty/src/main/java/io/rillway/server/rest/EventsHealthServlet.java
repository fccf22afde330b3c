// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rillway.hub.EventHub;
import io.rillway.hub.port.HubLoad;
import io.rillway.server.body.JsonAnswer;
import io.rillway.server.route.Call;
import io.rillway.server.route.OpenServlet;
import io.rillway.server.route.Routes;
import java.io.IOException;
import java.util.Optional;

/** Says how the streams are, in numbers alone (requirement S4-10); nobody needs a credential for that. */
public final class EventsHealthServlet extends OpenServlet {

    private static final long serialVersionUID = 1L;

    private final transient EventHub hub;
    private final transient Canary canary;
    private final transient Routes routes = Routes.none().with("GET", "", this::ask);

    /** How many streams there are, and how many of them do not have everything. */
    record Statistics(
            @JsonProperty("active_connections") int active,
            @JsonProperty("connections_behind") int behind,
            @JsonProperty("bytes_in_flight") long bytesInFlight) {}

    /** The answer. */
    record Health(
            String status,
            @JsonProperty("connection_statistics") Statistics statistics,
            String service,
            String version) {}

    /**
     * A servlet.
     *
     * @param hub whose streams are told
     * @param canary tells whether events reach subscribers
     */
    public EventsHealthServlet(EventHub hub, Canary canary) {
        this.hub = hub;
        this.canary = canary;
    }

    @Override
    protected Routes routes() {
        return routes;
    }

    private void ask(Call call) throws IOException, InterruptedException {
        boolean isHealthy = canary.sings();
        HubLoad load = hub.load();
        Statistics statistics =
                new Statistics(load.subscribers() - canary.streams(), load.behind(), load.bytesInFlight());
        String version = Optional.ofNullable(
                        EventsHealthServlet.class.getPackage().getImplementationVersion())
                .orElse("unknown");
        JsonAnswer.plain(
                call.response(),
                isHealthy ? 200 : 503,
                new Health(isHealthy ? "healthy" : "unhealthy", statistics, "rillway", version));
    }
}
