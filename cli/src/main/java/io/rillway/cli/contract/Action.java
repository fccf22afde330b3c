// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.contract;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What a handler has to do, and at which call.
 *
 * @param moment which handler
 * @param count at its how-manieth call, from 1; 0 for each
 * @param deed what to do
 * @param amount milliseconds to sleep, or clients to open
 */
record Action(Moment moment, int count, Deed deed, int amount) {

    /** A handler. */
    enum Moment {
        START,
        OPEN,
        EVENT,
        COMMENT,
        ERROR
    }

    /** What it does. */
    enum Deed {
        CLOSE,
        THROW,
        RETRY,
        STOP,
        SLEEP,
        RESTART,
        OPEN_AND_CLOSE_CLIENTS,
        COLLECT_GARBAGE
    }

    private static final Map<String, Moment> MOMENTS = Map.of(
            "onopen", Moment.OPEN,
            "afteropen", Moment.OPEN,
            "onevent", Moment.EVENT,
            "afterevent", Moment.EVENT,
            "afterevents", Moment.EVENT,
            "oncomment", Moment.COMMENT,
            "aftercomments", Moment.COMMENT,
            "onerror", Moment.ERROR,
            "aftererrors", Moment.ERROR);

    private static final List<String> AMOUNTS = List.of("ms", "millis", "sleepMs", "durationMs", "delayMs", "count");

    static Action read(JsonNode action) {
        String trigger = action.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> MOMENTS.containsKey(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse("");
        Moment moment = MOMENTS.getOrDefault(trigger.toLowerCase(Locale.ROOT), Moment.START);
        int amount = AMOUNTS.stream()
                .filter(name -> action.path(name).isNumber())
                .mapToInt(name -> action.path(name).asInt())
                .findFirst()
                .orElse(1);
        return new Action(
                moment, action.path(trigger).asInt(0), deed(action.path("do").asString("")), amount);
    }

    private static Deed deed(String name) {
        return switch (name) {
            case "close" -> Deed.CLOSE;
            case "throw" -> Deed.THROW;
            case "retry" -> Deed.RETRY;
            case "stop" -> Deed.STOP;
            case "sleep" -> Deed.SLEEP;
            case "restart" -> Deed.RESTART;
            case "openAndCloseClients" -> Deed.OPEN_AND_CLOSE_CLIENTS;
            case "gcAndCheckWeakRefs", "gc" -> Deed.COLLECT_GARBAGE;
            default ->
                throw new IllegalArgumentException("actions.do: " + name
                        + " (expected: close, throw, retry, stop, sleep, restart, openAndCloseClients or gc)");
        };
    }

    boolean isAt(Moment other, int call) {
        return moment == other && (count == 0 || count == call);
    }
}
