// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.cli.shell.CommandException;
import io.rillway.cli.shell.Exit;
import io.rillway.cli.shell.Shell;
import io.rillway.server.auth.Passwords;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes the entry of a user for a server's configuration; the password itself is written down nowhere. */
@Command(
        name = "user",
        description = {
            "Print the entry of a user for auth.users in a server's configuration.",
            "The password is asked for twice, or is the first line of the standard input."
        })
public final class UserCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "NAME", description = "What the user logs in as")
    private String name = "";

    /** The command in a shell. */
    public UserCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (!name.matches("[\\w.@-]{1,128}")) {
            throw new CommandException(
                    Exit.USAGE, "NAME: \"" + name + "\" (expected: 1 to 128 of a-z, A-Z, 0-9, _, ., @ and -)");
        }
        try {
            String hash = Passwords.hash(password());
            shell.out()
                    .println("- {username: \"" + name + "\", password: \"" + hash
                            + "\", roles: [viewer], grants: [\"user/" + name + "/**\"]}");
            return Exit.OK;
        } catch (IllegalArgumentException e) {
            throw new CommandException(Exit.USAGE, String.valueOf(e.getMessage()));
        }
    }

    /** From Java 22 on there is a console also where nobody looks on; the screen knows. */
    @SuppressWarnings("SystemConsoleNull")
    private String password() {
        Console console = System.console();
        if (console != null && shell.screen().terminal()) {
            String typed = typed(console, "Password for %s: ");
            if (!typed.isEmpty() && !typed(console, "Once more for %s: ").equals(typed)) {
                throw new CommandException(Exit.USAGE, "the two passwords differ (expected: the same one twice)");
            }
            return typed;
        }
        try {
            String line = new BufferedReader(new InputStreamReader(shell.in(), UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String typed(Console console, String question) {
        char[] typed = console.readPassword(question, name);
        return typed == null ? "" : new String(typed);
    }
}
