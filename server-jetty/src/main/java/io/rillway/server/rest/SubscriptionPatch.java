// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.events.TopicSelector;
import io.rillway.hub.port.EventFilter;
import io.rillway.hub.port.SubscribeRequest;
import io.rillway.hub.port.SubscriptionChange;
import io.rillway.server.body.ApiException;
import io.rillway.server.body.Fields;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Reads how a subscription is to change, and tells the query that would open it as it is then. */
final class SubscriptionPatch {

    static final List<String> FIELDS = List.of("topics", "add", "remove", "events", "attributes");

    private static final int MOST_TEXTS = 100;

    private final SubscribeRequest before;

    SubscriptionPatch(SubscribeRequest before) {
        this.before = before;
    }

    List<SubscriptionChange> read(JsonNode body) {
        List<SubscriptionChange> changes = new ArrayList<>();
        if (body.has("topics")) {
            changes.add(new SubscriptionChange.Replace(granted(body, "topics")));
        }
        if (body.has("add")) {
            changes.add(new SubscriptionChange.Add(granted(body, "add")));
        }
        if (body.has("remove")) {
            changes.add(new SubscriptionChange.Remove(selectors(body, "remove")));
        }
        if (body.has("events") || body.has("attributes")) {
            changes.add(new SubscriptionChange.Filter(filter(body)));
        }
        if (changes.isEmpty()) {
            throw ApiException.invalid("body: nothing to change (expected: some of " + String.join(", ", FIELDS) + ")");
        }
        return changes;
    }

    /** A wildcard is narrowed to the grants of the stream's principal; one topic that is not granted is refused. */
    private List<TopicSelector> granted(JsonNode body, String field) {
        List<TopicSelector> selectors = selectors(body, field);
        for (TopicSelector selector : selectors) {
            if (selector.isExact() && before.grants().stream().noneMatch(grant -> grant.covers(selector))) {
                throw ApiException.forbidden(before.principal() + " may not see " + selector);
            }
        }
        return selectors;
    }

    private static List<TopicSelector> selectors(JsonNode body, String field) {
        try {
            return texts(body.path(field), field).stream()
                    .map(TopicSelector::of)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid(field + ": " + e.getMessage());
        }
    }

    private EventFilter filter(JsonNode body) {
        EventFilter old = before.filter();
        Set<String> types = body.has("events") ? new HashSet<>(texts(body.path("events"), "events")) : old.types();
        return new EventFilter(types, body.has("attributes") ? attributes(body.path("attributes")) : old.attributes());
    }

    private static Map<String, Set<String>> attributes(JsonNode node) {
        if (!node.isObject() || node.size() > MOST_TEXTS) {
            throw ApiException.invalid("attributes: " + Fields.shown(node) + " (expected: a map of lists of texts)");
        }
        Map<String, Set<String>> attributes = new TreeMap<>();
        for (String name : node.propertyNames()) {
            attributes.put(name, new HashSet<>(texts(node.path(name), "attributes: " + name)));
        }
        return attributes;
    }

    private static List<String> texts(JsonNode node, String field) {
        if (!node.isArray() || node.size() > MOST_TEXTS) {
            throw ApiException.invalid(
                    field + ": " + Fields.shown(node) + " (expected: a list of at most " + MOST_TEXTS + " texts)");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode one : node) {
            if (!one.isString()) {
                throw ApiException.invalid(field + ": " + Fields.shown(one) + " (expected: a text)");
            }
            texts.add(one.asString());
        }
        return texts;
    }

    /** {@return the query of a stream that asks for this} */
    static String query(SubscribeRequest request) {
        List<String> parts = new ArrayList<>();
        request.selectors().forEach(selector -> parts.add(part("topic", selector.toString())));
        if (!request.filter().types().isEmpty()) {
            parts.add(part(
                    "events", String.join(",", new TreeSet<>(request.filter().types()))));
        }
        new TreeMap<>(request.filter().attributes())
                .forEach((name, values) -> new TreeSet<>(values).forEach(value -> parts.add(part(name, value))));
        new TreeMap<>(request.metadata()).forEach((name, value) -> parts.add(part("meta_" + name, value)));
        return String.join("&", parts);
    }

    private static String part(String name, String value) {
        return URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8);
    }
}
