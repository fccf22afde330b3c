// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.contract;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What a handler has to do, and at which call.
 *
 * @param moment which handler, or when
 * @param count at its how-manieth call, from 1; 0 for each; for a time the milliseconds since the stream was created
 * @param deed what to do
 * @param amount milliseconds to sleep, clients to open, or events to ask for
 */
record Action(Moment moment, int count, Deed deed, int amount) {

    /** A handler, or a time. */
    enum Moment {
        START,
        TIME,
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
        COLLECT_GARBAGE,
        REQUEST,

        /** What the harness does itself, to its server or to the network. */
        NOTHING
    }

    private static final Map<String, Moment> MOMENTS = Map.ofEntries(
            Map.entry("onopen", Moment.OPEN),
            Map.entry("afteropen", Moment.OPEN),
            Map.entry("onevent", Moment.EVENT),
            Map.entry("onmessage", Moment.EVENT),
            Map.entry("afterevent", Moment.EVENT),
            Map.entry("afterevents", Moment.EVENT),
            Map.entry("oncomment", Moment.COMMENT),
            Map.entry("aftercomment", Moment.COMMENT),
            Map.entry("aftercomments", Moment.COMMENT),
            Map.entry("onerror", Moment.ERROR),
            Map.entry("aftererror", Moment.ERROR),
            Map.entry("aftererrors", Moment.ERROR),
            Map.entry("afterms", Moment.TIME),
            Map.entry("atms", Moment.TIME));

    private static final List<String> AMOUNTS = List.of("ms", "millis", "sleepMs", "durationMs", "delayMs", "count");

    static Action read(JsonNode action) {
        String trigger = action.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> MOMENTS.containsKey(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse("");
        if (trigger.isEmpty() && action.propertyNames().stream().anyMatch(Action::isMoment)) {
            return new Action(Moment.START, 0, Deed.NOTHING, 0); // the harness knows when
        }
        Moment moment = MOMENTS.getOrDefault(trigger.toLowerCase(Locale.ROOT), Moment.START);
        int amount = AMOUNTS.stream()
                .filter(name -> action.path(name).isNumber())
                .mapToInt(name -> action.path(name).asInt())
                .findFirst()
                .orElse(1);
        return new Action(
                moment, action.path(trigger).asInt(0), deed(action.path("do").asString("")), amount);
    }

    private static boolean isMoment(String name) {
        return name.matches("(on|at|after|before|when|while|during)[A-Z].*");
    }

    private static Deed deed(String name) {
        return switch (name) {
            case "close", "cancel" -> Deed.CLOSE;
            case "throw" -> Deed.THROW;
            case "retry" -> Deed.RETRY;
            case "stop" -> Deed.STOP;
            case "sleep" -> Deed.SLEEP;
            case "restart" -> Deed.RESTART;
            case "openAndCloseClients" -> Deed.OPEN_AND_CLOSE_CLIENTS;
            case "gcAndCheckWeakRefs", "gc" -> Deed.COLLECT_GARBAGE;
            case "request" -> Deed.REQUEST;
            case "" -> throw new IllegalArgumentException("actions.do: absent (expected: what a handler has to do)");
            default -> Deed.NOTHING;
        };
    }

    boolean isAt(Moment other, int call) {
        return moment == other && (count == 0 || count == call);
    }
}
