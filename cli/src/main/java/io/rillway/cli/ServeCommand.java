// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import static java.util.Objects.requireNonNull;

import io.rillway.server.RillwayServer;
import io.rillway.server.config.ConfigException;
import io.rillway.server.config.ServerConfig;
import io.rillway.server.profile.ProfileFile;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the server until it is told to stop. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Run the server until Ctrl-C.")
final class ServeCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            defaultValue = "rillway.yaml",
            description = "The configuration (default: ${DEFAULT-VALUE})")
    private Path file = Path.of("rillway.yaml");

    @Option(names = "--port", paramLabel = "N", description = "Listen on this port; 0 takes any free one")
    private @Nullable String port;

    @Option(names = "--host", paramLabel = "HOST", description = "Listen on this address")
    private @Nullable String host;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep what outlives the server here; memory keeps nothing")
    private @Nullable String data;

    @Option(
            names = "--keep-children",
            description = "On Ctrl-C leave the processes running; the next start takes them up")
    private boolean keepChildren;

    @Spec
    private @Nullable CommandSpec spec;

    ServeCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        RillwayServer server = open();
        greet(server, out);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, out, stopped), "rillway-stop"));
        stopped.await();
        return Exit.OK;
    }

    private RillwayServer open() {
        Map<String, String> flags = new HashMap<>();
        put(flags, "server.port", port);
        put(flags, "server.host", host);
        put(
                flags,
                "data",
                data == null || data.equals("memory")
                        ? data
                        : Path.of(data).toAbsolutePath().toString());
        try {
            return RillwayServer.open(ServerConfig.load(file, System.getenv(), flags));
        } catch (ConfigException e) {
            throw new CommandException(Exit.USAGE, String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new CommandException(Exit.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private static void put(Map<String, String> flags, String key, @Nullable String value) {
        if (value != null) {
            flags.put(key, value);
        }
    }

    private static void greet(RillwayServer server, PrintWriter out) {
        ProfileFile profile = ProfileFile.ofUser(System.getenv());
        out.println("Rillway listens on " + server.uri());
        server.firstToken().ifPresent(token -> {
            profile.put(server.uri(), token);
            out.println("Admin token (shown once, kept in " + profile.path() + "): " + token);
        });
        out.println("Sign in once with a browser: " + server.signInLink());
        out.println("Follow live:  ./rillway tail");
        out.println("Start a service with all it needs:  ./rillway start ID      Stop the server: Ctrl-C");
        out.flush();
    }

    private void stop(RillwayServer server, PrintWriter out, CountDownLatch stopped) {
        out.println(keepChildren ? "Stopping; processes go on" : "Stopping; processes end in reverse order");
        out.flush();
        server.stop(keepChildren);
        out.println("Stopped");
        out.flush();
        stopped.countDown();
    }
}
