// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.contract;

import io.rillway.client.ClientOptions;
import java.net.URI;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A stream that a harness wants.
 *
 * @param stream where it is
 * @param callback where to tell of it
 * @param options what to follow it with
 * @param mode how to drive the client
 * @param demand how many events a subscriber asks for at first
 * @param actions what handlers have to do
 * @param ours whether it uses what the public protocol does not know
 */
record Order(
        URI stream, URI callback, ClientOptions options, Mode mode, long demand, List<Action> actions, boolean ours) {

    /** How a client is driven. */
    enum Mode {
        PUSH,
        PULL,
        PUBLISHER
    }

    static Order read(JsonNode body) {
        JsonNode extra = body.path("rillway");
        JsonNode actions = body.has("actions") ? body.get("actions") : extra.path("actions");
        return new Order(
                uri("streamUrl", body),
                uri("callbackUrl", body),
                OptionsReader.read(body),
                mode(extra.path("mode").asString("push")),
                extra.path("request").asLong(Long.MAX_VALUE),
                actions.valueStream().map(Action::read).toList(),
                body.has("rillway") || body.has("actions"));
    }

    private static URI uri(String name, JsonNode body) {
        String text = body.path(name).asString("");
        if (text.isEmpty()) {
            throw new IllegalArgumentException(name + ": absent (expected: an address)");
        }
        return URI.create(text);
    }

    private static Mode mode(String name) {
        return switch (name) {
            case "push" -> Mode.PUSH;
            case "pull" -> Mode.PULL;
            case "publisher" -> Mode.PUBLISHER;
            default -> throw new IllegalArgumentException("mode: " + name + " (expected: push, pull or publisher)");
        };
    }
}
