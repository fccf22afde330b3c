// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import io.rillway.client.ClientOptions;
import io.rillway.client.EventClient;
import io.rillway.client.model.StreamEvent;
import io.rillway.client.model.StreamEvent.Fault;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.events.catalog.CascadeEvents;
import io.rillway.events.json.MalformedEventException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Begins a cascade and follows it to its end. The stream is open before the cascade begins, so that no event is missed; and
 * whenever it was lost, the record is asked for, which is the truth.
 */
final class Follow {

    private final Api api;
    private final ClientOptions stream;
    private final ProgressView view;
    private final Progress progress = new Progress();

    Follow(Api api, ClientOptions stream, ProgressView view) {
        this.api = api;
        this.stream = stream;
        this.view = view;
    }

    /** {@return the cascade's last record} */
    JsonNode run(String action, Map<String, String> body) throws InterruptedException {
        try (EventClient client = EventClient.open(api.stream(), stream.topics("cascade/**"))) {
            awaitGreeting(client);
            JsonNode record = api.post("/api/v1/cascades/" + action, body);
            String id = record.path("id").asString();
            while (!isOver(record)) {
                StreamEvent event = client.next().orElseThrow(() -> lost("the stream has ended"));
                if (isNews(event, id)) {
                    record = api.get("/api/v1/cascades/" + id);
                }
            }
            view.end();
            return record;
        }
    }

    private static void awaitGreeting(EventClient client) throws InterruptedException {
        Optional<StreamEvent> event = client.next();
        while (!(event.isPresent() && event.get() instanceof Received)) {
            if (event.isEmpty()) {
                throw lost("the stream has ended");
            }
            if (event.get() instanceof Fault fault) {
                throw lost(String.valueOf(fault.error().getMessage()));
            }
            event = client.next();
        }
    }

    private static CommandException lost(String why) {
        return new CommandException(Exit.UNREACHABLE, "cannot follow the events: " + why);
    }

    private static boolean isOver(JsonNode record) {
        return record.path("status").asString().matches("completed|failed|cancelled|awaiting_confirmation");
    }

    /** Shows progress; {@return whether the record has to be looked at} */
    private boolean isNews(StreamEvent event, String id) {
        if (!(event instanceof Received received)) {
            return event instanceof StreamEvent.Started;
        }
        return switch (received.type()) {
            case "cascade-progress" -> {
                show(received, id);
                yield false;
            }
            case "cascade-complete", "cascade-error" -> received.data().contains("\"" + id + "\"");
            case "gap", "ping" -> true;
            default -> false;
        };
    }

    private void show(Received received, String id) {
        try {
            CascadeEvents.Progress event = received.decode(CascadeEvents.PROGRESS);
            if (event.cascadeId().equals(id)) {
                Instant now = Instant.now();
                view.show(progress, progress.take(event, now), now);
            }
        } catch (MalformedEventException e) {
            throw new CommandException(Exit.FAILED, "the server speaks another version: " + e.getMessage());
        }
    }
}
