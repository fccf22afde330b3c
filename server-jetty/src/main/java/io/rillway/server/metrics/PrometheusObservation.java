// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.metrics;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rillway.hub.EventHub;
import io.rillway.hub.port.HubListener;
import io.rillway.server.auth.Authenticator;
import jakarta.servlet.http.HttpServlet;
import java.util.Map;

/** The meters of the hub and of the virtual machine, shown as Prometheus reads them. */
final class PrometheusObservation implements Observation {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final HubMetrics hub = new HubMetrics(registry);

    PrometheusObservation() {
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    @Override
    public HubListener listener() {
        return hub;
    }

    @Override
    public void watch(EventHub watched) {
        LoadGauges.of(watched, System::nanoTime).bindTo(registry);
    }

    @Override
    public Map<String, HttpServlet> servlets(Authenticator authenticator) {
        return Map.of("/metrics", new MetricsServlet(registry, authenticator));
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
