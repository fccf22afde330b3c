// SPDX-License-Identifier: Apache-2.0
/** The doors over HTTP: servlets for any ee10 application, and the reference server. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // Micrometer has no module descriptors yet
module io.rillway.server {
    requires transitive org.jspecify;
    requires transitive io.rillway.cascade;
    requires transitive io.rillway.events;
    requires transitive io.rillway.hub;
    requires transitive jakarta.servlet;
    requires static com.nimbusds.jose.jwt;
    requires static transitive ch.qos.logback.classic;
    requires static transitive ch.qos.logback.core;
    requires static transitive micrometer.core;
    requires static micrometer.registry.prometheus;
    requires org.eclipse.jetty.alpn.server;
    requires org.eclipse.jetty.ee10.servlet;
    requires org.eclipse.jetty.http2.server;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.util;
    requires static io.rillway.cascade.jdbc;
    requires org.slf4j;
    requires tools.jackson.core;
    requires tools.jackson.databind;
    requires tools.jackson.dataformat.yaml;

    exports io.rillway.server;
    exports io.rillway.server.auth;
    exports io.rillway.server.config;
    exports io.rillway.server.endpoint;
    exports io.rillway.server.http;
    exports io.rillway.server.metrics;
    exports io.rillway.server.monitor;
    exports io.rillway.server.profile;
}
