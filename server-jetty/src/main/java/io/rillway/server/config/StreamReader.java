// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.config;

import io.rillway.events.json.Envelope;
import io.rillway.hub.port.Greeting;
import io.rillway.hub.port.Heartbeat;
import io.rillway.hub.port.SlowSubscriber;
import io.rillway.hub.port.StreamOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads how the streams of an endpoint look and behave, where that is different from its preset. */
final class StreamReader {

    private static final Map<String, Envelope> ENVELOPES =
            Map.of("raw", Envelope.RAW, "flat", Envelope.FLAT, "typed", Envelope.TYPED);
    private static final Map<String, Greeting> GREETINGS =
            Map.of("connected", new Greeting.Connected(), "none", new Greeting.None());
    private static final Map<String, SlowSubscriber> SLOW = Map.of(
            "resume-from-log", SlowSubscriber.RESUME_FROM_LOG,
            "conflate", SlowSubscriber.CONFLATE,
            "drop-oldest", SlowSubscriber.DROP_OLDEST,
            "disconnect", SlowSubscriber.DISCONNECT);

    /** Clients are told the interval in seconds. */
    private static final Duration LEAST_HEARTBEAT = Duration.ofSeconds(1);

    private static final int MOST_STREAMS = 1_000_000;
    private static final int MOST_COMMENT = 200;

    private final Node map;

    StreamReader(Node map) {
        this.map = map;
    }

    StreamOptions over(StreamOptions preset) {
        return new StreamOptions(
                map.child("envelope").map(n -> n.oneOf(ENVELOPES)).orElse(preset.envelope()),
                map.child("greeting").map(StreamReader::greeting).orElse(preset.greeting()),
                map.child("heartbeat")
                        .map(n -> heartbeat(n, preset.heartbeat()))
                        .orElse(preset.heartbeat()),
                time(map.child("retry"), preset.retry()),
                map.child("slowSubscriber").map(n -> n.oneOf(SLOW)).orElse(preset.slowSubscriber()),
                map.child("writeDeadline")
                        .map(n -> n.made(() -> preset.withWriteDeadline(n.duration()))
                                .writeDeadline())
                        .orElse(preset.writeDeadline()),
                preset.budget(),
                map.child("maxPerPrincipal")
                        .map(n -> n.integer(0, MOST_STREAMS))
                        .orElse(preset.maxPerPrincipal()));
    }

    private static Duration time(Optional<Node> node, Duration usual) {
        return node.map(n -> n.made(() -> StreamOptions.canonical().withRetry(n.durationOrZero()))
                        .retry())
                .orElse(usual);
    }

    private static Greeting greeting(Node node) {
        if (!node.isMap()) {
            return node.oneOf(GREETINGS);
        }
        Greeting greeting = new Greeting.Comment(comment(node.required("comment")));
        node.done();
        return greeting;
    }

    /** Another interval, or another heartbeat altogether. */
    private static Heartbeat heartbeat(Node node, Heartbeat usual) {
        if (!node.isMap()) {
            return new Heartbeat(usual.style(), usual.text(), interval(node));
        }
        Duration interval = node.child("interval").map(StreamReader::interval).orElse(usual.interval());
        Optional<Heartbeat> event = node.child("event").map(n -> n.made(() -> Heartbeat.event(n.text(), interval)));
        Optional<Heartbeat> comment = node.child("comment").map(n -> Heartbeat.comment(comment(n), interval));
        node.done();
        if (event.isPresent() && comment.isPresent()) {
            throw node.refuse("an event or a comment, and not both");
        }
        return event.or(() -> comment).orElse(new Heartbeat(usual.style(), usual.text(), interval));
    }

    private static Duration interval(Node node) {
        Duration interval = node.duration();
        if (interval.compareTo(LEAST_HEARTBEAT) < 0 || interval.toNanosPart() != 0) {
            throw node.refuse("1s or more, in whole seconds");
        }
        return node.made(() -> Heartbeat.comment("", interval)).interval();
    }

    private static String comment(Node node) {
        if (node.text().length() > MOST_COMMENT || node.text().chars().anyMatch(Character::isISOControl)) {
            throw node.refuse("at most " + MOST_COMMENT + " characters on one line");
        }
        return node.text();
    }
}
