// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import io.rillway.cli.api.Json;
import io.rillway.client.model.StreamEvent.Received;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event as it has come.
 *
 * @param id its id, empty if it has none
 * @param type its type
 * @param at when it came
 * @param data its payload, a text if it is no JSON
 */
public record Told(String id, String type, Instant at, JsonNode data) {

    /** {@return what has come at this time} */
    public static Told of(Received event, Instant at) {
        return new Told(event.id(), event.type(), at.truncatedTo(ChronoUnit.MILLIS), body(event.data()));
    }

    private static JsonNode body(String text) {
        try {
            JsonNode body = Json.MAPPER.readTree(text);
            return body.isMissingNode() ? Json.MAPPER.getNodeFactory().stringNode(text) : body;
        } catch (JacksonException e) {
            return Json.MAPPER.getNodeFactory().stringNode(text);
        }
    }

    /** {@return all of it as one line of JSON} */
    public String asJson() {
        ObjectNode line =
                Json.MAPPER.createObjectNode().put("id", id).put("type", type).put("time", at.toString());
        line.set("data", data);
        return line.toString();
    }
}
