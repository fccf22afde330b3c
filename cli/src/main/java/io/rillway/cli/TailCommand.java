// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import static java.util.Objects.requireNonNull;

import io.rillway.client.ClientOptions;
import io.rillway.client.EventClient;
import io.rillway.client.model.StreamEvent;
import io.rillway.client.model.StreamEvent.Fault;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.client.model.StreamException.Kind;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints events as they come. */
@Command(name = "tail", mixinStandardHelpOptions = true, description = "Print events as they come, until Ctrl-C.")
final class TailCommand implements Callable<Integer> {

    @Mixin
    private ServerAccess access = new ServerAccess();

    @Parameters(
            paramLabel = "TOPIC",
            arity = "0..*",
            description = "Topics, with * and ** (default: all that may be seen)")
    private List<String> topics = List.of();

    @Option(names = "--events", split = ",", paramLabel = "TYPE", description = "Only events of these types")
    private List<String> types = List.of();

    @Option(names = "--last", paramLabel = "N", description = "Begin with the last N events")
    private @Nullable String last;

    @Option(names = "--since", paramLabel = "TIME", description = "Begin at a time such as 2026-11-21T12:00:00Z")
    private @Nullable String since;

    @Option(names = "--json", description = "Print each event as one line of JSON")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    TailCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (EventClient client = EventClient.open(access.api().stream(), options())) {
            for (var event = client.next(); event.isPresent(); event = client.next()) {
                if (event.get() instanceof Fault fault) {
                    tell(fault, err);
                } else {
                    print(event.get(), out);
                }
            }
        }
        return Exit.OK;
    }

    private ClientOptions options() {
        ClientOptions options =
                access.stream().topics(topics.toArray(String[]::new)).events(types.toArray(String[]::new));
        options = last == null ? options : options.parameter("last", last);
        return since == null ? options : options.parameter("since", since);
    }

    private void tell(Fault fault, PrintWriter err) {
        String message = String.valueOf(fault.error().getMessage());
        if (fault.retryIn().isEmpty()) {
            boolean refused = fault.error().kind() == Kind.HTTP_STATUS;
            throw new CommandException(refused ? Exit.REFUSED : Exit.UNREACHABLE, access.uri() + ": " + message);
        }
        err.println("rillway: " + message + "; trying again in "
                + Progress.seconds(fault.retryIn().get()));
    }

    private void print(StreamEvent event, PrintWriter out) {
        if (!(event instanceof Received received)
                || received.type().equals("ping")
                || received.type().equals("connected")) {
            return;
        }
        out.println(
                json
                        ? Api.MAPPER
                                .createObjectNode()
                                .put("id", received.id())
                                .put("type", received.type())
                                .put("data", received.data())
                        : received.type() + " " + received.data());
        out.flush();
    }
}
