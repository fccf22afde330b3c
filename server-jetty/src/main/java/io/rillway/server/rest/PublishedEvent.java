// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import io.rillway.events.Event;
import io.rillway.events.Exclusion;
import io.rillway.events.Json;
import io.rillway.server.body.ApiException;
import io.rillway.server.body.Bodies;
import io.rillway.server.body.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Reads an event from the body of a request to publish. */
final class PublishedEvent {

    private static final List<String> FIELDS = List.of("topic", "type", "data", "attributes", "exclude", "ttl", "key");
    private static final Set<String> RESERVED =
            Set.of("connected", "ping", "heartbeat", "gap", "auth-expiring", "open", "error", "force_logout");

    private static final Duration LONGEST_TTL = Duration.ofDays(1000);
    private static final int MOST_TOPICS = 32;
    private static final int MOST_CHARACTERS = 256;

    private PublishedEvent() {}

    static Event of(JsonNode json) {
        JsonNode body = Bodies.object(json, "event", FIELDS);
        Event event = Event.of(
                        "_",
                        type(body),
                        new Json(
                                body.path("data").isMissingNode()
                                        ? "null"
                                        : body.get("data").toString()))
                .withTopics(topics(body).toArray(String[]::new))
                .withAttributes(attributes(body));
        Optional<String> key = Fields.optionalText(body, "key").map(value -> requireShort("key", value));
        event = key.isPresent() ? event.withKey(key.get()) : event;
        Optional<Duration> ttl = ttl(body);
        event = ttl.isPresent() ? event.withTtl(ttl.get()) : event;
        Optional<Exclusion> exclude = exclusion(body);
        return exclude.isPresent() ? event.withExclude(exclude.get()) : event;
    }

    /** These are kept beside the payload, so that its limit does not bound them. */
    private static String requireShort(String field, String value) {
        if (value.isEmpty() || value.length() > MOST_CHARACTERS) {
            throw ApiException.invalid(
                    field + ": " + value.length() + " characters (expected: 1 to " + MOST_CHARACTERS + ")");
        }
        return value;
    }

    private static String type(JsonNode body) {
        String type = Fields.text(body, "type");
        if (RESERVED.contains(type) || type.startsWith("subscriber-")) {
            throw new ApiException(422, "RESERVED_TYPE", "type: \"" + type + "\" is the hub's own (expected: another)");
        }
        return type;
    }

    private static List<String> topics(JsonNode body) {
        JsonNode topic = body.path("topic");
        if (!topic.isArray()) {
            return List.of(Fields.text(body, "topic"));
        }
        List<String> topics = new ArrayList<>();
        for (JsonNode one : topic) {
            if (!one.isString()) {
                throw ApiException.invalid("topic: " + Fields.shown(one) + " (expected: a text, or a list of texts)");
            }
            topics.add(one.asString());
        }
        if (topics.isEmpty() || topics.size() > MOST_TOPICS) {
            throw ApiException.invalid("topic: " + topics.size() + " of them (expected: 1 to " + MOST_TOPICS + ")");
        }
        return topics;
    }

    private static Map<String, String> attributes(JsonNode body) {
        JsonNode attributes = body.path("attributes");
        if (attributes.isMissingNode() || attributes.isNull()) {
            return Map.of();
        }
        if (!attributes.isObject()) {
            throw ApiException.invalid("attributes: " + Fields.shown(attributes) + " (expected: a map of texts)");
        }
        Map<String, String> map = new LinkedHashMap<>();
        for (String name : attributes.propertyNames()) {
            requireShort("attributes: name", name);
            map.put(
                    name,
                    requireShort("attributes: " + name, within("attributes", () -> Fields.text(attributes, name))));
        }
        return map;
    }

    private static Optional<Exclusion> exclusion(JsonNode body) {
        JsonNode exclude = body.path("exclude");
        if (exclude.isMissingNode() || exclude.isNull()) {
            return Optional.empty();
        }
        if (!exclude.isObject()) {
            throw ApiException.invalid("exclude: not an object (expected: principal, connection)");
        }
        JsonNode who = within("exclude", () -> Bodies.object(exclude, "", List.of("principal", "connection")));
        Optional<String> principal = within("exclude", () -> Fields.optionalText(who, "principal"));
        Optional<String> connection = within("exclude", () -> Fields.optionalText(who, "connection"));
        if (principal.isPresent() == connection.isPresent()) {
            throw ApiException.invalid(
                    "exclude: " + Fields.shown(exclude) + " (expected: either principal or connection)");
        }
        principal.or(() -> connection).ifPresent(name -> requireShort("exclude", name));
        return principal.<Exclusion>map(Exclusion.Principal::new).or(() -> connection.map(Exclusion.Connection::new));
    }

    private static Optional<Duration> ttl(JsonNode body) {
        Optional<Duration> ttl = Fields.duration(body, "ttl");
        if (ttl.isPresent() && (ttl.get().isZero() || ttl.get().compareTo(LONGEST_TTL) > 0)) {
            throw ApiException.invalid("ttl: " + Fields.shown(body.path("ttl")) + " (expected: more than zero, at most "
                    + LONGEST_TTL.toDays() + "d)");
        }
        return ttl;
    }

    /** Reads a part of a field; an error names the field, too. */
    private static <T> T within(String field, Supplier<T> part) {
        try {
            return part.get();
        } catch (ApiException e) {
            throw ApiException.invalid(field + ": " + e.getMessage());
        }
    }
}
