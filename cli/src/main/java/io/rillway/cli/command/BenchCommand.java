// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import io.rillway.cli.api.Json;
import io.rillway.cli.bench.Load;
import io.rillway.cli.shell.Exit;
import io.rillway.cli.shell.Paint;
import io.rillway.cli.shell.Shell;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** A small load generator: a user's own check of a server. */
@Command(
        name = "bench",
        description = {
            "Put a small load on a server: streams of one topic, and events at a steady rate; print how long they took.",
            "The token has to be one that may publish and subscribe to bench/**."
        })
public final class BenchCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--subscribers", paramLabel = "N", defaultValue = "100", description = "Streams (default: 100)")
    private int subscribers = 100;

    @Option(names = "--events", paramLabel = "N", defaultValue = "200", description = "Events (default: 200)")
    private int events = 200;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "20", description = "Events a second (default: 20)")
    private int rate = 20;

    /** The command in a shell. */
    public BenchCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        Load load = new Load(subscribers, events, rate);
        if (shell.screen().terminal() && !json.isWanted()) {
            announce();
        }
        Load.Result result = load.run(server.access(shell));
        if (json.isWanted()) {
            shell.out().println(asJson(result));
        } else {
            print(result);
        }
        return result.lost(subscribers) == 0 && result.disorder() == 0 ? Exit.OK : Exit.FAILED;
    }

    /** Who looks on wants to know how long nothing will be seen. */
    private void announce() {
        String text = String.format(
                Locale.ROOT,
                "%s, %s at %d a second, so about %d s ...",
                counted(subscribers, "subscriber"),
                counted(events, "event"),
                rate,
                1 + events / rate);
        shell.err().println(shell.screen().paint(Paint.FAINT, text));
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private void print(Load.Result result) {
        double seconds = (double) result.took().toMillis() / 1000;
        shell.out()
                .printf(
                        Locale.ROOT,
                        "%s to %s in %.1f s: %d delivered, %d lost, %d out of order%n",
                        counted(result.published(), "event"),
                        counted(subscribers, "subscriber"),
                        seconds,
                        result.delivered(),
                        result.lost(subscribers),
                        result.disorder());
        shell.out().println("from due to received:");
        result.latencies().lines().forEach(shell.out()::println);
    }

    private ObjectNode asJson(Load.Result result) {
        ObjectNode line = Json.MAPPER
                .createObjectNode()
                .put("subscribers", subscribers)
                .put("published", result.published())
                .put("delivered", result.delivered())
                .put("lost", result.lost(subscribers))
                .put("outOfOrder", result.disorder())
                .put("tookMillis", result.took().toMillis());
        line.put("p50Micros", result.latencies().quantile(0.5).toNanos() / 1000)
                .put("p99Micros", result.latencies().quantile(0.99).toNanos() / 1000)
                .put("maxMicros", result.latencies().quantile(1).toNanos() / 1000);
        return line;
    }
}
