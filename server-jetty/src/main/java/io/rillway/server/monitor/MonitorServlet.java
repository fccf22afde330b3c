// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.rillway.events.Json;
import io.rillway.events.TopicSelector;
import io.rillway.events.catalog.LogEvents.Level;
import io.rillway.events.catalog.LogEvents.LogLine;
import io.rillway.events.json.EventCodec;
import io.rillway.events.json.MalformedEventException;
import io.rillway.server.auth.Authenticator;
import io.rillway.server.auth.Principal;
import io.rillway.server.auth.Role;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows what was logged beside the stream of the log (requirement S2-11): {@code /logs} is the last lines as JSON, of the
 * levels that {@code level} names or of all, and {@code /health} whether an error was logged lately. It is mounted at
 * {@code /monitor/*}.
 *
 * <p>Who asks is found out as for a stream: by the {@link Authenticator} that was given, else by the container; and has to
 * be granted the topic {@code logs}.
 *
 * <p><b>Threads:</b> the container's. <b>Errors:</b> {@code {"error":"unauthorized"}} and the like, as S2-10 has them.
 */
public final class MonitorServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** How long an error is told of (S2-11). */
    private static final Duration LATELY = Duration.ofMinutes(5);

    private static final EventCodec CODEC = new EventCodec();
    private static final TopicSelector TOPIC = TopicSelector.of(LogFeed.TOPIC.path());

    private final transient LogSource source;
    private final transient Authenticator authenticator;
    private final transient InstantSource clock;

    /**
     * A servlet for the container's principals.
     *
     * @param source what was logged
     */
    public MonitorServlet(LogSource source) {
        this(source, MonitorServlet::containersPrincipal, InstantSource.system());
    }

    MonitorServlet(LogSource source, Authenticator authenticator, InstantSource clock) {
        this.source = requireNonNull(source, "source");
        this.authenticator = requireNonNull(authenticator, "authenticator");
        this.clock = clock;
    }

    /**
     * {@return this servlet for those whom an authenticator knows}
     *
     * @param authenticator finds out who asks
     */
    public MonitorServlet authenticatedBy(Authenticator authenticator) {
        return new MonitorServlet(source, authenticator, clock);
    }

    /** {@return this servlet for everybody} */
    public MonitorServlet anonymous() {
        Principal anybody = new Principal("anonymous", Set.of(), List.of(TOPIC), List.of());
        return authenticatedBy(request -> Optional.of(anybody));
    }

    private static Optional<Principal> containersPrincipal(HttpServletRequest request) {
        return Optional.ofNullable(request.getUserPrincipal())
                .map(user -> new Principal(user.getName(), Set.of(Role.VIEWER), List.of(TOPIC), List.of()));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Principal> principal = authenticator.authenticate(request);
        if (principal.isEmpty()) {
            response.setHeader("WWW-Authenticate", "Bearer");
            MonitorAnswers.error(response, HttpServletResponse.SC_UNAUTHORIZED, "unauthorized");
        } else if (principal.get().grants().stream().noneMatch(grant -> grant.covers(TOPIC))) {
            MonitorAnswers.error(response, HttpServletResponse.SC_FORBIDDEN, "forbidden");
        } else {
            show(request, response);
        }
    }

    private void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (String.valueOf(request.getPathInfo())) {
            case "/logs" -> export(levels(request), response);
            case "/health" -> MonitorAnswers.json(response, HttpServletResponse.SC_OK, health());
            default -> MonitorAnswers.error(response, HttpServletResponse.SC_NOT_FOUND, "not_found");
        }
    }

    private Map<String, @Nullable Object> health() {
        Optional<Instant> last = source.lastErrorAt();
        Instant lately = clock.instant().minus(LATELY);
        Map<String, @Nullable Object> health = new LinkedHashMap<>();
        health.put("status", last.filter(at -> !at.isBefore(lately)).isPresent() ? "error" : "ok");
        health.put("lastErrorAt", last.orElse(null));
        return health;
    }

    /** A level that there is not filters everything out, as it does on the stream. */
    private static Set<String> levels(HttpServletRequest request) {
        String[] values = request.getParameterValues("level");
        return values == null
                ? Stream.of(Level.values()).map(Level::wireName).collect(Collectors.toSet())
                : Arrays.stream(values)
                        .flatMap(value -> Stream.of(value.split(",", -1)))
                        .collect(Collectors.toSet());
    }

    private void export(Set<String> levels, HttpServletResponse response) throws IOException {
        List<Json> lines = source.lastLogs().stream()
                .filter(line -> levels.contains(line.level().wireName()))
                .map(MonitorServlet::json)
                .toList();
        response.setHeader("Content-Disposition", "attachment; filename=\"logs.json\"");
        MonitorAnswers.json(response, HttpServletResponse.SC_OK, Map.of("logs", lines));
    }

    /** A context may hold what cannot be written; the line is shown without it then. */
    private static Json json(LogLine line) {
        try {
            return new Json(new String(CODEC.encode(line), UTF_8));
        } catch (MalformedEventException e) {
            LogLine plain = new LogLine(line.ts(), line.level(), line.message(), null);
            return new Json(new String(CODEC.encode(plain), UTF_8));
        }
    }
}
