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

/** Reads what a request asks of a stream. */
final class StreamQuery {

    private static final int MOST_TOPICS = 100;
    private static final int MOST_LAST = 100_000;
    private static final Set<String> OWN =
            Set.of("topic", "events", "since", "last", "last_event_id", "token", "session_id", "sse_token");
    private static final String META = "meta_";

    private final Endpoint endpoint;
    private final HttpServletRequest request;
    private final Map<String, String[]> parameters;

    StreamQuery(Endpoint endpoint, HttpServletRequest request) {
        this.endpoint = endpoint;
        this.request = request;
        this.parameters = request.getParameterMap();
    }

    SubscribeRequest of(Identity identity) {
        Principal principal = identity.principal();
        Credential credential = identity.credential();
        List<TopicSelector> selectors = selectors();
        requireGranted(principal, selectors);
        return new SubscribeRequest(
                principal.name(),
                selectors,
                principal.grants(),
                endpoint.query() ? filter() : EventFilter.NONE,
                start(),
                endpoint.options(),
                metadata(),
                request.getRemoteAddr(),
                credential.mark());
    }

    private List<TopicSelector> selectors() {
        String[] topics = endpoint.query() ? parameters.get("topic") : null;
        if (topics == null) {
            return endpoint.defaultTopics();
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
        return selectors;
    }

    /** A wildcard is narrowed to the grants; one topic that is not granted is refused by its name. */
    private static void requireGranted(Principal principal, List<TopicSelector> selectors) {
        for (TopicSelector selector : selectors) {
            if (selector.isExact() && !isGranted(principal, selector)) {
                throw ApiException.forbidden(principal.name() + " may not see " + selector);
            }
        }
    }

    private static boolean isGranted(Principal principal, TopicSelector selector) {
        for (TopicSelector grant : principal.grants()) {
            if (grant.covers(selector)) {
                return true;
            }
        }
        return false;
    }

    private EventFilter filter() {
        Set<String> types = new HashSet<>();
        Map<String, Set<String>> attributes = new HashMap<>();
        parameters.forEach((name, values) -> {
            if (name.equals("events")) {
                for (String value : values) {
                    types.addAll(List.of(value.split(",", -1)));
                }
            } else if (!OWN.contains(name) && !name.startsWith(META)) {
                attributes.put(name, new HashSet<>(List.of(values)));
            }
        });
        types.remove("");
        return new EventFilter(types, attributes);
    }

    private Start start() {
        String header = request.getHeader("Last-Event-ID");
        String id = header != null && !header.isEmpty()
                ? new String(header.getBytes(ISO_8859_1), UTF_8)
                : parameter("last_event_id");
        if (id != null && !id.isEmpty()) {
            return new Start.After(id);
        }
        String since = endpoint.query() ? parameter("since") : null;
        if (since != null) {
            return new Start.Since(instant(since));
        }
        String last = endpoint.query() ? parameter("last") : null;
        return last == null ? new Start.Live() : new Start.Last(count(last));
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
        if (!text.matches("[1-9]\\d{0,5}") || Integer.parseInt(text) > MOST_LAST) {
            throw ApiException.invalid("last: \"" + text + "\" (expected: 1 to " + MOST_LAST + ")");
        }
        return Integer.parseInt(text);
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata = new HashMap<>();
        parameters.forEach((name, values) -> {
            if (name.startsWith(META)) {
                metadata.put(name.substring(META.length()), values[0]);
            }
        });
        return metadata;
    }
}
