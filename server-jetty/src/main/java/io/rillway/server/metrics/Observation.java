// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.metrics;

import io.rillway.hub.EventHub;
import io.rillway.hub.port.HubListener;
import io.rillway.server.auth.Authenticator;
import jakarta.servlet.http.HttpServlet;
import java.util.Map;

/**
 * What is observed of a server: nothing where Micrometer and its Prometheus registry are missing.
 *
 * <p><b>Threads:</b> any.
 */
public interface Observation extends AutoCloseable {

    /** What is observed without Micrometer. */
    Observation NONE = new Observation() {};

    /** {@return what the libraries at hand can observe} */
    static Observation open() {
        try {
            Class.forName("io.micrometer.prometheusmetrics.PrometheusMeterRegistry");
            return new PrometheusObservation();
        } catch (ClassNotFoundException e) {
            return NONE;
        }
    }

    /** {@return what the hub tells} */
    default HubListener listener() {
        return HubListener.NONE;
    }

    /** Looks at how a hub stands whenever somebody asks for the figures. */
    default void watch(EventHub hub) {}

    /** {@return the servlets that show what was observed, by the paths they are mounted at} */
    default Map<String, HttpServlet> servlets(Authenticator authenticator) {
        return Map.of();
    }

    @Override
    default void close() {}
}
