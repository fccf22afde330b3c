// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;

/** The command {@code rillway}. */
@Command(
        name = "rillway",
        mixinStandardHelpOptions = true,
        versionProvider = Rillway.Version.class,
        description = "Starts and stops services with everything they depend on, and lets everyone follow live.",
        subcommands = {
            ServeCommand.class,
            StartCommand.class,
            StopCommand.class,
            PlanCommand.class,
            StatusCommand.class,
            TailCommand.class,
            PublishCommand.class,
            ContractTestCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the cascade failed",
            "2:wrong usage or configuration",
            "3:the server cannot be reached",
            "4:the server refused"
        })
public final class Rillway {

    /** The command. */
    public Rillway() {}

    /** Tells the version from the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Rillway.class.getPackage().getImplementationVersion();
            return new String[] {"rillway " + (version == null ? "development" : version)};
        }
    }

    /**
     * Runs a command, and exits with its code.
     *
     * @param arguments the command and its arguments
     */
    public static void main(String... arguments) {
        System.exit(run(System.getenv(), arguments));
    }

    static int run(Map<String, String> environment, String... arguments) {
        CommandLine line = new CommandLine(new Rillway()).setExpandAtFiles(false);
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof CommandException refused) {
                command.getErr().println("rillway: " + refused.getMessage());
                return refused.exitCode();
            }
            throw e;
        });
        boolean plain = environment.containsKey("NO_COLOR") || !Terminal.isInteractive();
        line.setColorScheme(CommandLine.Help.defaultColorScheme(plain ? Ansi.OFF : Ansi.ON));
        return line.execute(arguments);
    }
}
