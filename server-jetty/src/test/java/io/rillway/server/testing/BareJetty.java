// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.testing;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.WindowRateControl;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Handler;
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
    private Handler outermost = context;
    private ServerConnector connector;
    private Duration idleTimeout = Duration.ofSeconds(30);
    private String scheme = "http";

    /** Not started yet, on a free port. */
    public BareJetty() {
        HttpConfiguration http = new HttpConfiguration();
        HTTP2CServerConnectionFactory h2 = new HTTP2CServerConnectionFactory(http);
        h2.setRateControlFactory(new WindowRateControl.Factory(100_000));
        h2.setMaxSettingsKeys(Integer.MAX_VALUE);
        connector = new ServerConnector(server, new HttpConnectionFactory(http), h2);
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

    /** Puts a handler in front of everything. */
    public BareJetty behind(Handler.Wrapper handler) {
        handler.setHandler(context);
        outermost = handler;
        return this;
    }

    /** Ends connections that are idle for so long. */
    public BareJetty withIdleTimeout(Duration time) {
        idleTimeout = time;
        return this;
    }

    /** Starts to serve. */
    public BareJetty serve(HttpServlet servlet) {
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(idleTimeout.toMillis());
        connector.setAcceptedSendBufferSize(64 << 10);
        server.addConnector(connector);
        server.setHandler(outermost);
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

    /** {@return the names of what the open sockets carry} */
    public List<String> protocols() {
        return connector.getConnectedEndPoints().stream()
                .map(EndPoint::getConnection)
                .map(connection -> connection instanceof SslConnection tls
                        ? tls.getSslEndPoint().getConnection()
                        : connection)
                .map(connection -> connection.getClass().getSimpleName())
                .toList();
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
