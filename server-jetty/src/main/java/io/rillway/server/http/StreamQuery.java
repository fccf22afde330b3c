// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.events.TopicSelector;
import io.rillway.hub.port.EventFilter;
import io.rillway.hub.port.Start;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.server.auth.Credential;
import io.rillway.server.auth.Identity;
import io.rillway.server.auth.Principal;
import io.rillway.server.body.ApiException;
import io.rillway.server.endpoint.Endpoint;
import io.rillway.server.endpoint.Offer;
import io.rillway.server.endpoint.Replay;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a request asks of a stream; what the endpoint does not offer has no effect. */
final class StreamQuery {

    private static final int MOST_TOPICS = 100;
    private static final String META = "meta_";

    /** What has a meaning of its own, and is not the name of an attribute. */
    private static final Set<String> OWN =
            Set.of("topic", "events", "since", "last", "last_event_id", "token", "session_id", "sse_token");

    /** Beside the names of attributes that an endpoint knows, this value lets everything through (requirements S3-05). */
    private static final String EVERYTHING = "all";

    private final Endpoint endpoint;
    private final Offer offer;
    private final HttpServletRequest request;
    private final Map<String, String[]> parameters;

    StreamQuery(Endpoint endpoint, HttpServletRequest request) {
        this.endpoint = endpoint;
        this.offer = endpoint.offer();
        this.request = request;
        this.parameters = request.getParameterMap();
    }

    SubscribeRequest of(Identity identity) {
        Principal principal = identity.principal();
        Credential credential = identity.credential();
        return new SubscribeRequest(
                principal.name(),
                selectors(principal),
                principal.grants(),
                new EventFilter(types(), attributes()),
                start(),
                endpoint.options(),
                metadata(),
                request.getRemoteAddr(),
                credential.mark());
    }

    private List<TopicSelector> selectors(Principal principal) {
        String[] topics = offer.hears("topic") ? parameters.get("topic") : null;
        if (topics == null) {
            return usual(principal);
        }
        if (topics.length > MOST_TOPICS) {
            throw ApiException.invalid("topic: " + topics.length + " of them (expected: at most " + MOST_TOPICS + ")");
        }
        List<TopicSelector> selectors = new ArrayList<>();
        for (String topic : topics) {
            try {
                selectors.add(TopicSelector.of(topic));
            } catch (IllegalArgumentException e) {
                throw ApiException.invalid(String.valueOf(e.getMessage()));
            }
        }
        requireGranted(principal, selectors);
        return selectors;
    }

    /** What nobody has asked for by its name is narrowed to the grants. */
    private List<TopicSelector> usual(Principal principal) {
        List<TopicSelector> selectors = offer.topicsOf(principal.name());
        if (selectors.isEmpty()) {
            throw ApiException.forbidden("a topic cannot have this principal's name in it");
        }
        return selectors;
    }

    /** A wildcard is narrowed to the grants; one topic that is not granted is refused by its name. */
    private static void requireGranted(Principal principal, List<TopicSelector> selectors) {
        for (TopicSelector selector : selectors) {
            if (selector.isExact() && principal.grants().stream().noneMatch(grant -> grant.covers(selector))) {
                throw ApiException.forbidden(principal.name() + " may not see " + selector);
            }
        }
    }

    private Set<String> types() {
        return offer.hears("events") ? listed(parameters.getOrDefault("events", new String[0])) : Set.of();
    }

    private Map<String, Set<String>> attributes() {
        Map<String, Set<String>> attributes = Map.of();
        for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            Set<String> wanted =
                    OWN.contains(name) || name.startsWith(META) ? Set.of() : wanted(name, parameter.getValue());
            if (!wanted.isEmpty()) {
                attributes = attributes.isEmpty() ? new HashMap<>() : attributes;
                attributes.put(name, wanted);
            }
        }
        return attributes;
    }

    /** {@return the values to let through; none of them lets everything through} */
    private Set<String> wanted(String name, String[] values) {
        if (!offer.hears(name)) {
            return offer.hears(Offer.ANY) ? new HashSet<>(List.of(values)) : Set.of();
        }
        Set<String> listed = listed(values);
        return listed.contains(EVERYTHING) ? Set.of() : listed;
    }

    /** {@return values that are given one by one, or several with commas between them} */
    private static Set<String> listed(String[] values) {
        Set<String> listed = new HashSet<>();
        for (String value : values) {
            listed.addAll(List.of(value.split(",", -1)));
        }
        listed.remove("");
        return listed;
    }

    private Start start() {
        String header = request.getHeader("Last-Event-ID");
        String id = header != null && !header.isEmpty()
                ? new String(header.getBytes(ISO_8859_1), UTF_8)
                : parameter("last_event_id");
        Replay replay = offer.replay();
        if (replay.resumes() && id != null && !id.isEmpty()) {
            return new Start.After(id);
        }
        String since = offer.hears("since") ? parameter("since") : null;
        if (since != null) {
            return new Start.Since(instant(since));
        }
        String last = offer.hears("last") ? parameter("last") : null;
        if (last != null) {
            return new Start.Last(count(last));
        }
        return replay.backlog() > 0 ? new Start.Last(replay.backlog()) : new Start.Live();
    }

    private @Nullable String parameter(String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values[0];
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw ApiException.invalid("since: \"" + text + "\" (expected: a time such as 2026-11-21T12:00:00Z)");
        }
    }

    private static int count(String text) {
        if (!text.matches("[1-9]\\d{0,5}") || Integer.parseInt(text) > Replay.MOST) {
            throw ApiException.invalid("last: \"" + text + "\" (expected: 1 to " + Replay.MOST + ")");
        }
        return Integer.parseInt(text);
    }

    private Map<String, String> metadata() {
        if (!offer.hears(META + "*")) {
            return Map.of();
        }
        Map<String, String> metadata = Map.of();
        for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
            if (parameter.getKey().startsWith(META)) {
                metadata = metadata.isEmpty() ? new HashMap<>() : metadata;
                metadata.put(
                        parameter.getKey().substring(META.length()), parameter.getValue()[0]);
            }
        }
        return metadata;
    }
}
