// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A Jetty that knows nothing of us, with one servlet at {@code /events}, as an embedder has it. */
public final class BareJetty implements AutoCloseable {

    private final QueuedThreadPool threads = new QueuedThreadPool();
    private final Server server = new Server(threads);
    private final ServletContextHandler context = new ServletContextHandler();
    private ServerConnector connector;
    private String scheme = "http";

    /** Not started yet, on a free port. */
    public BareJetty() {
        HttpConfiguration http = new HttpConfiguration();
        connector =
                new ServerConnector(server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
    }

    /** Serves with TLS instead. */
    public BareJetty withTls(Path keyStore, String password) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keyStore.toString());
        tls.setKeyStorePassword(password);
        connector = new ServerConnector(
                server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(new HttpConfiguration()));
        scheme = "https";
        return this;
    }

    /** Puts a filter in front of the servlet. */
    public BareJetty withFilter(Filter filter) {
        FilterHolder holder = new FilterHolder(filter);
        holder.setAsyncSupported(true);
        context.addFilter(holder, "/*", EnumSet.allOf(DispatcherType.class));
        return this;
    }

    /** Ends connections that are idle for so long. */
    public BareJetty withIdleTimeout(Duration time) {
        connector.setIdleTimeout(time.toMillis());
        return this;
    }

    /** Starts to serve. */
    public BareJetty serve(HttpServlet servlet) {
        connector.setHost("127.0.0.1");
        connector.setAcceptedSendBufferSize(64 << 10);
        server.addConnector(connector);
        server.setHandler(context);
        server.setStopTimeout(0);
        context.addServlet(servlet, "/events");
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty did not start", e);
        }
        return this;
    }

    /** {@return the address} */
    public URI uri() {
        return URI.create(scheme + "://127.0.0.1:" + connector.getLocalPort());
    }

    /** {@return how many sockets are open} */
    public int sockets() {
        return connector.getConnectedEndPoints().size();
    }

    /** {@return how many threads do something} */
    public int busyThreads() {
        return threads.getUtilizedThreads();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty did not stop", e);
        }
    }
}
