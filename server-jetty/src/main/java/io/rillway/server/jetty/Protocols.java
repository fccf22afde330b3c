// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jetty;

import io.rillway.server.config.ServerConfig.Listen;
import io.rillway.server.config.ServerConfig.Tls;
import io.rillway.server.edge.Forwarding;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** What the server speaks on its port: HTTP/1.1 and h2, over TLS where it has a key. */
final class Protocols {

    private final Listen listen;
    private final HttpConfiguration http = new HttpConfiguration();

    Protocols(Listen listen) {
        this.listen = listen;
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(listen.edge().requests().maxHeaderBytes());
    }

    /** {@return the first protocol of a connection, and those that it may go on with} */
    ConnectionFactory[] factories() {
        return listen.tls().map(this::secure).orElseGet(this::plain);
    }

    /** Who a proxy asks for is found out last, when it is known how the proxy itself came. */
    private void lookThroughProxies() {
        if (!listen.edge().proxies().trusted().isEmpty()) {
            http.addCustomizer(new Forwarding(listen.edge().proxies()));
        }
    }

    private ConnectionFactory[] plain() {
        lookThroughProxies();
        HttpConnectionFactory one = new HttpConnectionFactory(http);
        return listen.http2()
                ? new ConnectionFactory[] {one, lasting(new PriorKnowledge(http))}
                : new ConnectionFactory[] {one};
    }

    private ConnectionFactory[] secure(Tls tls) {
        // A server has one certificate, and may be asked for by any of its names and addresses.
        http.addCustomizer(new SecureRequestCustomizer(false));
        lookThroughProxies();
        HttpConnectionFactory one = new HttpConnectionFactory(http);
        if (!listen.http2()) {
            return new ConnectionFactory[] {new SslConnectionFactory(context(tls), one.getProtocol()), one};
        }
        ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory();
        choice.setDefaultProtocol(one.getProtocol());
        return new ConnectionFactory[] {
            new SslConnectionFactory(context(tls), choice.getProtocol()),
            choice,
            lasting(new HTTP2ServerConnectionFactory(http)),
            one
        };
    }

    /** Jetty counts settings over the life of a connection; how many come in a second is limited by other means. */
    private static ConnectionFactory lasting(AbstractHTTP2ServerConnectionFactory factory) {
        factory.setMaxSettingsKeys(Integer.MAX_VALUE);
        return factory;
    }

    private static SslContextFactory.Server context(Tls tls) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStorePath(tls.keyStore().toUri().toString());
        context.setKeyStorePassword(tls.password());
        context.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        return context;
    }
}
