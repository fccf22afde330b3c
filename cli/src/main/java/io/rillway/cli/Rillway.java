// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import io.rillway.cli.command.BenchCommand;
import io.rillway.cli.command.CancelCommand;
import io.rillway.cli.command.CompletionCommand;
import io.rillway.cli.command.ContractTestCommand;
import io.rillway.cli.command.GraphCommand;
import io.rillway.cli.command.PlanCommand;
import io.rillway.cli.command.PublishCommand;
import io.rillway.cli.command.ReloadCommand;
import io.rillway.cli.command.ServeCommand;
import io.rillway.cli.command.StartCommand;
import io.rillway.cli.command.StatusCommand;
import io.rillway.cli.command.StopCommand;
import io.rillway.cli.command.TailCommand;
import io.rillway.cli.command.TokenCommand;
import io.rillway.cli.command.UserCommand;
import io.rillway.cli.shell.CommandException;
import io.rillway.cli.shell.Exit;
import io.rillway.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code rillway}. */
@Command(
        name = "rillway",
        description = "Starts and stops services with everything they depend on, and lets everyone follow live.",
        versionProvider = Rillway.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done.",
            "1:The cascade failed or was cancelled, or the server could not run.",
            "2:The command or the configuration is wrong.",
            "3:The server cannot be reached, was lost, or cannot serve now.",
            "4:The server refused: unknown, contradicting, not allowed, not confirmed.",
            "130:Ended by Ctrl-C."
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  RILLWAY_URL      The server that the commands talk to.",
            "  RILLWAY_TOKEN    The token for it.",
            "  RILLWAY_PROFILE  The profile file (default: ~/.config/rillway/profile.json).",
            "  NO_COLOR         If set, no colours.",
        })
public final class Rillway {

    /** How wide a help is; picocli takes no less than this. */
    private static final int LEAST_HELP = 55;

    private static final int MOST_HELP = 100;

    /** The command. */
    public Rillway() {}

    /** Tells the version from the jar. */
    static final class Version implements IVersionProvider {

        Version() {}

        @Override
        public String[] getVersion() {
            String version = Rillway.class.getPackage().getImplementationVersion();
            return new String[] {"rillway " + (version == null ? "(development)" : version)};
        }
    }

    /**
     * Runs a command, and exits with its code.
     *
     * @param arguments the command and its arguments
     */
    public static void main(String... arguments) {
        System.exit(run(Shell.ofProcess(), arguments));
    }

    /** Runs a command in a shell; its exit code. */
    static int run(Shell shell, String... arguments) {
        int code = line(shell).execute(arguments);
        shell.out().flush();
        shell.err().flush();
        return code;
    }

    private static CommandLine line(Shell shell) {
        CommandLine line = new CommandLine(new Rillway())
                .addSubcommand(new ServeCommand(shell))
                .addSubcommand(new StartCommand(shell))
                .addSubcommand(new StopCommand(shell))
                .addSubcommand(new CancelCommand(shell))
                .addSubcommand(new PlanCommand(shell))
                .addSubcommand(new StatusCommand(shell))
                .addSubcommand(new TailCommand(shell))
                .addSubcommand(new PublishCommand(shell))
                .addSubcommand(new GraphCommand(shell))
                .addSubcommand(new TokenCommand(shell))
                .addSubcommand(new UserCommand(shell))
                .addSubcommand(new ReloadCommand(shell))
                .addSubcommand(new BenchCommand(shell))
                .addSubcommand(new CompletionCommand(shell))
                .addSubcommand(new ContractTestCommand(shell))
                .setOut(shell.out())
                .setErr(shell.err())
                .setExpandAtFiles(false)
                .setUsageHelpWidth(
                        Math.max(LEAST_HELP, Math.min(MOST_HELP, shell.screen().columns())))
                .setColorScheme(Help.defaultColorScheme(shell.screen().colour() ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler((e, arguments) -> misused(e, shell))
                .setExecutionExceptionHandler((e, command, parsed) -> explained(e, shell));
        addHelp(line);
        return line;
    }

    private static void addHelp(CommandLine line) {
        line.getCommandSpec().mixinStandardHelpOptions(true);
        line.getSubcommands().values().forEach(Rillway::addHelp);
    }

    /** One line, and where to read more. */
    private static int misused(ParameterException e, Shell shell) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName(" ").replaceFirst("^rillway", "");
        shell.warn(problem(e) + "; see: " + Shell.program() + command + " --help");
        return Exit.USAGE;
    }

    private static String problem(ParameterException e) {
        String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong usage");
        if (!(e instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return problem;
        }
        String word = unmatched.getUnmatched().get(0);
        boolean isCommand = e.getCommandLine().getParent() == null && !word.startsWith("-");
        String meant = unmatched.getSuggestions().stream()
                .filter(likely -> Spelling.isNear(word, likely))
                .findFirst()
                .map(likely -> " (did you mean " + likely + "?)")
                .orElse("");
        return (isCommand ? "no command is called " + word : problem) + meant;
    }

    /** A refusal is one line; anything else is a mistake of this program, and shows where it was made. */
    private static int explained(Exception e, Shell shell) throws Exception {
        if (e instanceof CommandException refusal) {
            shell.out().flush();
            shell.warn(String.valueOf(refusal.getMessage()));
            return refusal.exitCode();
        }
        throw e;
    }
}
