// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.events.Event;
import io.rillway.events.json.Envelope;
import io.rillway.events.json.EventCodec;
import io.rillway.events.json.MalformedEventException;
import io.rillway.events.wire.SseLimits;
import io.rillway.events.wire.SseListener;
import io.rillway.events.wire.SseMessage;
import io.rillway.events.wire.SseParser;
import io.rillway.hub.port.LogEntry;
import io.rillway.server.body.ApiException;
import io.rillway.server.body.Bodies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A body is refused with its reason, or its event is one frame in every envelope, with the type that was given. */
public final class BodyTarget {

    private BodyTarget() {}

    /** Tries an input. */
    public static void fuzzerTestOneInput(byte[] input) {
        Event event;
        byte[] payload;
        try {
            event = PublishedEvent.of(Bodies.json(new String(input, UTF_8), "body"));
            payload = new EventCodec().encode(event.data());
        } catch (ApiException | IllegalArgumentException | MalformedEventException e) {
            return;
        }
        LogEntry entry = new LogEntry(7, "e-7", event, Instant.EPOCH, payload);
        for (Envelope envelope : Envelope.values()) {
            requireOneFrame(entry, envelope);
        }
    }

    private static void requireOneFrame(LogEntry entry, Envelope envelope) {
        List<SseMessage> messages = new ArrayList<>();
        List<String> comments = new ArrayList<>();
        SseParser parser = new SseParser(SseLimits.defaults(), "", new SseListener() {
            @Override
            public void onMessage(SseMessage message) {
                messages.add(message);
            }

            @Override
            public boolean wantsComments() {
                return true;
            }

            @Override
            public void onComment(String text) {
                comments.add(text);
            }
        });
        parser.feed(entry.frame(envelope));
        boolean isOne = messages.size() == 1
                && comments.isEmpty()
                && messages.get(0).id().equals("e-7")
                && messages.get(0).event().equals(entry.event().type());
        if (!isOne) {
            throw new AssertionError(envelope + ": " + messages + comments);
        }
    }
}
