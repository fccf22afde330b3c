// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jetty;

import io.rillway.server.config.Edge;
import io.rillway.server.config.ServerConfig.Listen;
import io.rillway.server.edge.BodyDeadline;
import io.rillway.server.edge.CrossOrigin;
import io.rillway.server.edge.HeaderWatch;
import io.rillway.server.edge.KnownHosts;
import io.rillway.server.edge.SecurityHeaders;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with our servlets on it, for HTTP/1.1 and h2, with TLS or without. */
public final class WebServer {

    /** The kernel takes this much for a peer that does not read; without a bound it is megabytes. */
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    /** No stream keeps a thread; a crowd that connects at once would otherwise leave hundreds behind. */
    private static final int MOST_THREADS =
            Math.max(64, 8 * Runtime.getRuntime().availableProcessors());

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
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS);
        threads.setName("rillway-http");
        this.server = new Server(threads);
        this.connector = new ServerConnector(server, new Protocols(listen).factories());
        connector.setHost(listen.host());
        connector.setPort(listen.port());
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        connector.addEventListener(
                new HeaderWatch(connector, listen.edge().requests().headerTimeout()));
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.getServletHandler().setEnsureDefaultServlet(false);
        servlets.forEach((path, servlet) -> {
            ServletHolder holder = new ServletHolder(servlet);
            holder.setAsyncSupported(true);
            context.addServlet(holder, path);
        });
        Handler doors = new Handler.Sequence(context, new NoDoor());
        server.setHandler(atTheEdge(doors, listen.edge()));
        server.setErrorHandler(new JsonErrors());
        server.setRequestLog(new AccessLog());
        context.setErrorHandler(new JsonErrors.ForServlets());
    }

    /** Outermost is what every answer has; then comes what refuses. */
    private static Handler atTheEdge(Handler doors, Edge edge) {
        Handler known = new KnownHosts(new CrossOrigin(doors, edge.cors()), edge.hosts());
        Handler watched = new BodyDeadline(new NoTrace(known), edge.requests().bodyTimeout());
        return new SecurityHeaders(watched, edge.hsts());
    }

    /** Begins to listen. */
    public void start() {
        try {
            server.start();
        } catch (IOException e) {
            stop();
            throw cannotListen(e);
        } catch (Exception e) { // Jetty declares no less
            stop();
            throw new IllegalStateException("the web server did not start", e);
        }
    }

    private UncheckedIOException cannotListen(IOException cause) {
        return new UncheckedIOException(
                "cannot listen on " + listen.host() + ":" + listen.port() + ": " + reason(cause), cause);
    }

    private static String reason(IOException e) {
        if (e.getCause() instanceof UnresolvedAddressException) {
            return "unknown host";
        }
        return String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage());
    }

    /** {@return an address that a client on this machine can use, with the port that it listens on} */
    public URI uri() {
        boolean isSix = listen.host().contains(":");
        String host = isSix ? "[" + listen.host() + "]" : listen.host();
        if (isWildcard()) {
            host = isSix ? "[::1]" : "127.0.0.1";
        }
        return URI.create((listen.tls().isPresent() ? "https://" : "http://") + host + ":" + connector.getLocalPort());
    }

    private boolean isWildcard() {
        try {
            return InetAddress.getByName(listen.host()).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
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
