// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.contract;

import io.rillway.cli.contract.Action.Deed;
import io.rillway.cli.contract.Action.Moment;
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
        JsonNode script = body.has("actions") ? body.get("actions") : extra.path("actions");
        List<Action> actions = script.valueStream().map(Action::read).toList();
        return new Order(
                uri("streamUrl", body),
                uri("callbackUrl", body),
                OptionsReader.read(body),
                mode(extra.path("mode").asString(body.path("mode").asString("push"))),
                extra.path("request").asLong(demand(actions)),
                actions,
                body.has("rillway") || body.has("actions"));
    }

    /** A script that asks for events says how many; any other takes what comes. */
    private static long demand(List<Action> actions) {
        List<Action> requests =
                actions.stream().filter(action -> action.deed() == Deed.REQUEST).toList();
        return requests.isEmpty()
                ? Long.MAX_VALUE
                : requests.stream()
                        .filter(action -> action.moment() == Moment.START)
                        .mapToLong(Action::amount)
                        .sum();
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
