// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import io.rillway.cli.memory.Thrift;
import io.rillway.cli.shell.CommandException;
import io.rillway.cli.shell.Exit;
import io.rillway.cli.shell.Shell;
import io.rillway.server.RillwayServer;
import io.rillway.server.config.ConfigException;
import io.rillway.server.config.ServerConfig;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the server until it is told to stop. */
@Command(
        name = "serve",
        description = {
            "Run the server until Ctrl-C (or SIGTERM).",
            "Then its streams end, and its services stop in reverse order; the exit code is 130 (or 143)."
        })
public final class ServeCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(
            paramLabel = "FILE",
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
            description = "Keep what outlives the server in this folder; \"memory\" keeps nothing")
    private @Nullable String data;

    @Option(names = "--keep-children", description = "Leave the services running; the next start takes them up again")
    private boolean keepChildren;

    /** The command in a shell. */
    public ServeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerConfig config = config();
        RillwayServer server = open();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "rillway-stop"));
        new Welcome(shell, config, server).print();
        Thrift.start();
        new CountDownLatch(1).await();
        return Exit.OK;
    }

    private ServerConfig config() {
        try {
            return load();
        } catch (ConfigException e) {
            throw new CommandException(Exit.USAGE, String.valueOf(e.getMessage()));
        }
    }

    /** Also called by the server, when it is asked to read its tokens and users again. */
    private ServerConfig load() {
        Map<String, String> flags = new HashMap<>();
        put(flags, "server.port", port);
        put(flags, "server.host", host);
        put(flags, "data", data == null || data.equals("memory") ? data : absolute(data));
        return ServerConfig.load(file, shell.environment(), flags);
    }

    /** A path on the command line starts from here, one in the configuration from the configuration. */
    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().toString();
    }

    private RillwayServer open() {
        try {
            return RillwayServer.open(this::load);
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

    private void stop(RillwayServer server) {
        shell.out().println(keepChildren ? "Stopping; processes go on" : "Stopping; processes end in reverse order");
        server.stop(keepChildren);
        shell.out().println("Stopped");
    }
}
