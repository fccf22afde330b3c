// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jetty;

import io.rillway.server.config.ServerConfig.Listen;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with our servlets on it, for HTTP/1.1 and h2 without TLS. */
public final class WebServer {

    /** The kernel takes this much for a peer that does not read; without a bound it is megabytes. */
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    private final Listen listen;
    private final Server server;
    private final ServerConnector connector;

    /**
     * A server that does not listen yet.
     *
     * @param listen where it will
     * @param servlets by the paths they are mounted at
     */
    public WebServer(Listen listen, Map<String, ? extends HttpServlet> servlets) {
        this.listen = listen;
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("rillway-http");
        this.server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        this.connector =
                new ServerConnector(server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost(listen.host());
        connector.setPort(listen.port());
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        servlets.forEach((path, servlet) -> {
            ServletHolder holder = new ServletHolder(servlet);
            holder.setAsyncSupported(true);
            context.addServlet(holder, path);
        });
        server.setHandler(context);
        server.setErrorHandler(new JsonErrors());
        context.setErrorHandler(new JsonErrors.ForServlets());
    }

    /** Begins to listen. */
    public void start() {
        try {
            server.start();
        } catch (IOException e) {
            stop();
            String address = listen.host() + ":" + listen.port();
            throw new UncheckedIOException("cannot listen on " + address + ": " + reason(e), e);
        } catch (Exception e) { // Jetty declares no less
            stop();
            throw new IllegalStateException("the web server did not start", e);
        }
    }

    private static String reason(IOException e) {
        return e.getCause() == null
                ? String.valueOf(e.getMessage())
                : String.valueOf(e.getCause().getMessage());
    }

    /** {@return the address, with the port that it listens on} */
    public URI uri() {
        String host = listen.host().contains(":") ? "[" + listen.host() + "]" : listen.host();
        return URI.create("http://" + host + ":" + connector.getLocalPort());
    }

    /** Takes no new connection; those that are open go on. */
    public void refuseNew() {
        connector.close();
    }

    /** Stops, and leaves no thread. */
    public void stop() {
        try {
            server.stop();
        } catch (Exception e) { // Jetty declares no less
            throw new IllegalStateException("the web server did not stop", e);
        }
    }
}
