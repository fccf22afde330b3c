// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import io.rillway.cli.api.Json;
import io.rillway.client.model.StreamEvent.Received;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event as a server told it.
 *
 * @param id its id, empty if it has none
 * @param type its type
 * @param topics its topics, as far as the token may see them; empty if the server does not say
 * @param at when it was published, if the server says
 * @param data its payload, a text if it is no JSON
 */
public record Told(String id, String type, List<String> topics, Optional<Instant> at, JsonNode data) {

    public Told {
        topics = List.copyOf(topics);
    }

    /** {@return what has come, with or without the envelope that tells all} */
    public static Told of(Received event) {
        JsonNode body = body(event.data());
        Optional<Instant> at = at(body);
        if (body.size() != 4
                || at.isEmpty()
                || !body.path("topics").isArray()
                || !body.has("data")
                || !body.path("type").asString("").equals(event.type())) {
            return new Told(event.id(), event.type(), List.of(), Optional.empty(), body);
        }
        List<String> topics =
                body.get("topics").valueStream().map(JsonNode::asString).toList();
        return new Told(event.id(), event.type(), topics, at, body.get("data"));
    }

    private static JsonNode body(String text) {
        try {
            JsonNode body = Json.MAPPER.readTree(text);
            return body.isMissingNode() ? Json.MAPPER.getNodeFactory().stringNode(text) : body;
        } catch (JacksonException e) {
            return Json.MAPPER.getNodeFactory().stringNode(text);
        }
    }

    private static Optional<Instant> at(JsonNode body) {
        try {
            return Optional.of(Instant.parse(body.path("timestamp").asString("")));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** {@return all of it as one line of JSON; what the server did not say is left out} */
    public String asJson() {
        ObjectNode line = Json.MAPPER.createObjectNode().put("id", id).put("type", type);
        at.ifPresent(time -> {
            topics.forEach(line.putArray("topics")::add);
            line.put("time", time.toString());
        });
        line.set("data", data);
        return line.toString();
    }
}
