// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.bench;

import io.rillway.cli.api.Access;
import io.rillway.cli.api.Api;
import io.rillway.cli.api.Json;
import io.rillway.cli.shell.CommandException;
import io.rillway.cli.shell.Exit;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.node.ObjectNode;

/**
 * A load: so many streams of one topic, and events published to it at a steady rate. An event's time runs from the moment it
 * was due, so a publisher that falls behind shows as latency.
 *
 * @param subscribers the streams, 1 or more
 * @param events how many are published, 1 or more
 * @param ratePerSecond how many a second, 1 or more
 */
public record Load(int subscribers, int events, int ratePerSecond) {

    static final String TYPE = "rillway-bench";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public Load {
        require("--subscribers", subscribers, 1_000);
        require("--events", events, 1_000_000);
        require("--rate", ratePerSecond, 10_000);
    }

    private static void require(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new CommandException(Exit.USAGE, name + ": " + value + " (expected: 1 to " + most + ")");
        }
    }

    /**
     * What came of it.
     *
     * @param published how many events were published
     * @param delivered how many arrived, over all streams
     * @param disorder how many came twice or in another order
     * @param took the time from the first publish to the last
     * @param latencies from due to received
     */
    public record Result(long published, long delivered, long disorder, Duration took, Latencies latencies) {

        /** How many did not arrive. */
        public long lost(int subscribers) {
            return published * subscribers - delivered;
        }
    }

    /** Puts the load on a server, and waits for the last event. */
    public Result run(Access access) throws InterruptedException {
        Api api = new Api(access);
        var unused = api.connections(); // a server that is not there, or knows no such token, is told of at once
        String topic = "bench/" + UUID.randomUUID();
        try (Audience audience = Audience.open(access, topic, subscribers, events)) {
            if (!audience.awaitOpen(PATIENCE)) {
                throw new CommandException(Exit.UNREACHABLE, "not every stream opens" + because(audience));
            }
            long begin = System.nanoTime();
            publish(api, topic, begin);
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            audience.awaitComplete(PATIENCE);
            return new Result(events, audience.latencies().count(), audience.disorder(), took, audience.latencies());
        }
    }

    private static String because(Audience audience) {
        Optional<String> trouble = audience.trouble();
        return trouble.map(reason -> ": " + reason).orElse("");
    }

    private void publish(Api api, String topic, long begin) {
        long period = Duration.ofSeconds(1).toNanos() / ratePerSecond;
        for (int number = 0; number < events; number++) {
            long due = begin + number * period;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            ObjectNode event =
                    Json.MAPPER.createObjectNode().put("topic", topic).put("type", TYPE);
            event.putObject("data").put("number", number).put("due", due);
            api.publish(event);
        }
    }
}
