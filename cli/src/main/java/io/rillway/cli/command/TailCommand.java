// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import io.rillway.cli.api.Access;
import io.rillway.cli.api.Api;
import io.rillway.cli.shell.CommandException;
import io.rillway.cli.shell.Exit;
import io.rillway.cli.shell.Paint;
import io.rillway.cli.shell.Shell;
import io.rillway.cli.view.EventLine;
import io.rillway.cli.view.Told;
import io.rillway.client.ClientOptions;
import io.rillway.client.EventClient;
import io.rillway.client.model.StreamEvent;
import io.rillway.client.model.StreamEvent.Fault;
import io.rillway.client.model.StreamEvent.Received;
import io.rillway.client.model.StreamEvent.Started;
import io.rillway.client.model.StreamException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints events as they come. */
@Command(name = "tail", description = "Print events as they come, until Ctrl-C; comes back after a lost connection.")
public final class TailCommand implements Callable<Integer> {

    private final Shell shell;

    // Whether the stream was lost since it last was open.
    private boolean lost;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(
            paramLabel = "TOPIC",
            arity = "0..*",
            description = "Topics, with * for one segment and ** for the rest (default: all that the token may see)")
    private List<String> topics = List.of();

    @Option(names = "--events", split = ",", paramLabel = "TYPE", description = "Only events of these types")
    private List<String> types = List.of();

    @Option(names = "--last", paramLabel = "N", description = "Begin with the last N events")
    private @Nullable Integer last;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = {"Begin some time ago (10m, 2h), or at a time:", "2026-11-21T12:00:00Z"})
    private @Nullable String since;

    @Option(names = "--json", description = "Print each event as one line of JSON: id, type, time at which it came, data")
    private boolean json;

    /** The command in a shell. */
    public TailCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        Access access = server.access(shell);
        try (EventClient client = EventClient.open(access.streamAddress(), options(access))) {
            Optional<StreamEvent> event = client.next();
            while (event.isPresent() && !shell.out().checkError()) {
                if (event.get() instanceof Fault fault) {
                    if (isTold(fault)) {
                        return Exit.OK;
                    }
                    lost = true;
                    shell.warn(trouble(access, fault));
                } else if (event.get() instanceof Started) {
                    greet(access);
                } else if (event.get() instanceof Received received) {
                    print(Told.of(received, Instant.now()));
                }
                event = client.next();
            }
        }
        return Exit.OK;
    }

    private ClientOptions options(Access access) {
        ClientOptions options;
        try {
            options = access.stream()
                    .topics(topics.toArray(String[]::new))
                    .events(types.toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            throw new CommandException(Exit.USAGE, String.valueOf(e.getMessage()));
        }
        if (last != null && since != null) {
            throw new CommandException(Exit.USAGE, "--last and --since: both given (expected: one of them)");
        }
        if (last != null && last < 1) {
            throw new CommandException(Exit.USAGE, "--last: " + last + " (expected: 1 or more)");
        }
        if (last != null) {
            options = options.parameter("last", last.toString());
        }
        return since == null
                ? options
                : options.parameter("since", Since.parse(since, Instant.now()).toString());
    }

    /** In a pipe there is nothing to say as long as all is well. */
    private void greet(Access access) {
        if (lost) {
            shell.warn("connected to " + access.server() + " again");
        } else if (shell.screen().terminal()) {
            shell.err()
                    .println(shell.screen()
                            .paint(
                                    Paint.FAINT,
                                    "following " + access.server() + ", what comes is printed; Ctrl-C ends"));
        }
        lost = false;
    }

    /** Whether the server told this stream to stop, which is no trouble. */
    private static boolean isTold(Fault fault) {
        return fault.error().kind() == Kind.SERVER_STOP;
    }

    private static String trouble(Access access, Fault fault) {
        boolean absent = fault.error().kind() == Kind.CONNECT && fault.attempt() == 1;
        String reason = absent
                ? Api.absent(access)
                : access.server() + ": " + fault.error().getMessage();
        if (fault.retryIn().isPresent()) {
            double seconds = (double) fault.retryIn().orElse(Duration.ZERO).toMillis() / 1000;
            return String.format(Locale.ROOT, "%s; attempt %d in %.1f s", reason, fault.attempt(), seconds);
        }
        int status = fault.error().status();
        if (status == 401) {
            throw new CommandException(
                    Exit.REFUSED, access.server() + " needs a valid token; give it with RILLWAY_TOKEN or --token");
        }
        boolean refused = status >= 400 && status < 500;
        String hint = hint(status);
        throw new CommandException(refused ? Exit.REFUSED : Exit.UNREACHABLE, reason + hint);
    }

    private static String hint(int status) {
        return switch (status) {
            case 403 -> " (the token may not see one of the topics)";
            case 404 -> " (does it serve the canonical endpoint?)";
            default -> "";
        };
    }

    private void print(Told event) {
        switch (event.type()) {
            case "connected", "ping", "heartbeat" -> {}
            case "gap" -> shell.warn("some events are lost: " + event.data());
            default -> {
                EventLine line = new EventLine(shell.screen(), shell.zone());
                shell.out().println(json ? event.asJson() : line.of(event));
            }
        }
    }
}
