// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.http;

import static java.util.Objects.requireNonNull;

import io.rillway.events.TopicSelector;
import io.rillway.hub.EventHub;
import io.rillway.hub.port.CloseReason;
import io.rillway.hub.port.HubException;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.Subscription;
import io.rillway.server.auth.Authenticator;
import io.rillway.server.auth.Identity;
import io.rillway.server.auth.Principal;
import io.rillway.server.auth.Role;
import io.rillway.server.body.ApiException;
import io.rillway.server.body.Fields;
import io.rillway.server.endpoint.Endpoint;
import io.rillway.server.jetty.StreamConnection;
import io.rillway.server.jetty.StreamConnection.SocketTerms;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Serves streams of a hub at one endpoint. It is mounted like any servlet, with asynchronous support.
 *
 * <p>Who asks is found out by the {@link Authenticator} that was given. Without one it is the container's principal, who
 * sees all that the endpoint carries, because the application has let them in; and nobody else.
 *
 * <p><b>Threads:</b> the container's; no thread waits for a stream. <b>Errors:</b> 401, 403, 400, 405, 406, 429 and 503
 * with a JSON body, before any byte of a stream; 204 to whoever was told to stop.
 */
public final class EventStreamServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int FIRST_RETRIES = 5;
    private static final String STREAM = "text/event-stream";

    /** A media range that a stream falls into, unless it is there to be ruled out. */
    private static final Pattern ACCEPTING = Pattern.compile(
            "(?:^|,)\\s*(?:text/event-stream|text/\\*|\\*/\\*)\\s*(?:;(?!\\s*q=0(?:\\.0*)?\\s*(?:,|;|$))|,|$)",
            Pattern.CASE_INSENSITIVE);

    private final transient EventHub hub;
    private final transient Endpoint endpoint;
    private final transient Authenticator authenticator;
    private final boolean takesSockets;
    private final transient Refusal refusal;

    /**
     * A servlet for the container's principals.
     *
     * @param hub what is served
     * @param endpoint how
     */
    public EventStreamServlet(EventHub hub, Endpoint endpoint) {
        this(hub, endpoint, EventStreamServlet::containersPrincipal, true);
    }

    private EventStreamServlet(EventHub hub, Endpoint endpoint, Authenticator authenticator, boolean takesSockets) {
        this.hub = requireNonNull(hub, "hub");
        this.endpoint = requireNonNull(endpoint, "endpoint");
        this.authenticator = requireNonNull(authenticator, "authenticator");
        this.takesSockets = takesSockets;
        Duration first = endpoint.options().retry().multipliedBy(FIRST_RETRIES);
        this.refusal = new Refusal(
                endpoint,
                new Backoff(
                        first,
                        InstantSource.system(),
                        () -> ThreadLocalRandom.current().nextDouble()));
    }

    /**
     * {@return this servlet for those whom an authenticator knows}
     *
     * @param authenticator finds out who asks
     */
    public EventStreamServlet authenticatedBy(Authenticator authenticator) {
        return new EventStreamServlet(hub, endpoint, authenticator, takesSockets);
    }

    /**
     * {@return this servlet, which leaves the sockets to the container}; a stream on HTTP/1.1 would otherwise take its
     * socket over from Jetty: it then costs less, shows at once that its peer has left, and its request has ended for
     * handlers and logs when the stream begins.
     */
    public EventStreamServlet leavingSockets() {
        return new EventStreamServlet(hub, endpoint, authenticator, false);
    }

    /**
     * {@return this servlet for everybody}
     *
     * @param selectors what everybody may see
     */
    public EventStreamServlet anonymous(String... selectors) {
        List<TopicSelector> grants =
                List.of(selectors).stream().map(TopicSelector::of).toList();
        Principal anybody = new Principal("anonymous", Set.of(), grants, List.of());
        return new EventStreamServlet(hub, endpoint, request -> Optional.of(anybody), takesSockets);
    }

    private static Optional<Principal> containersPrincipal(HttpServletRequest request) {
        return Optional.ofNullable(request.getUserPrincipal())
                .map(user -> new Principal(user.getName(), Set.of(Role.VIEWER), List.of(TopicSelector.ALL), List.of()));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            requireMethod(request, response);
            requireAcceptable(request);
            Identity identity = authenticator.identify(request).orElseThrow(() -> refusal.unknown(request));
            SubscribeRequest wanted = wanted(identity, request);
            head(response);
            if (request.getMethod().equals("HEAD")) {
                identity.giveBack().ifPresent(Runnable::run);
                response.flushBuffer(); // else the container says a length, which a stream has not
            } else {
                open(identity, wanted, request, response);
            }
        } catch (ApiException e) {
            refusal.error(response, e);
        }
    }

    private static void requireMethod(HttpServletRequest request, HttpServletResponse response) {
        String method = request.getMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            response.setHeader("Allow", "GET, HEAD");
            throw new ApiException(405, "METHOD_NOT_ALLOWED", method + " (expected: GET, HEAD)");
        }
    }

    private static void requireAcceptable(HttpServletRequest request) {
        if (STREAM.equals(request.getHeader("Accept"))) {
            return;
        }
        List<String> accept = Collections.list(request.getHeaders("Accept"));
        if (!accept.isEmpty() && !ACCEPTING.matcher(String.join(",", accept)).find()) {
            throw new ApiException(
                    406,
                    "NOT_ACCEPTABLE",
                    "Accept: \"" + Fields.clipped(String.join(", ", accept)) + "\" (expected: text/event-stream)");
        }
    }

    private void open(
            Identity identity, SubscribeRequest wanted, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        StreamConnection connection = StreamConnection.over(
                request,
                response,
                new SocketTerms(takesSockets, endpoint.answers().keepAliveHeader()));
        try {
            Subscription stream = hub.subscribe(wanted, connection);
            connection.begin(() -> stream.close(CloseReason.PEER_GONE));
        } catch (HubException e) {
            refusal.answer(request, response, identity, e);
            connection.decline();
        }
    }

    /** A one-time credential is used up by a stream, not by a request that opens none. */
    private SubscribeRequest wanted(Identity identity, HttpServletRequest request) {
        try {
            return new StreamQuery(endpoint, request).of(identity);
        } catch (ApiException e) {
            identity.giveBack().ifPresent(Runnable::run);
            throw e;
        }
    }

    private void head(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setHeader("Content-Type", STREAM);
        response.setHeader("Cache-Control", endpoint.answers().cacheControl());
        response.setHeader("X-Accel-Buffering", "no");
        Duration heartbeat = endpoint.options().heartbeat().interval();
        response.setHeader(
                "Rillway-Heartbeat", Long.toString(heartbeat.plusMillis(999).toSeconds()));
    }
}
