// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.Plan;
import io.rillway.cli.shell.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stops a resource, what runs on it, and what nothing else needs. */
@Command(name = "stop", description = "Stop a resource, what runs on it, and what nothing else needs; follow along.")
public final class StopCommand extends CascadeCommand {

    private final Shell shell;

    @Mixin
    private StopOptions options = new StopOptions();

    @Option(
            names = {"-y", "--yes"},
            description = "Confirm the stop of what asks for that (confirmBeforeShutdown)")
    private boolean yes;

    /** The command in a shell. */
    public StopCommand(Shell shell) {
        super(shell);
        this.shell = shell;
    }

    @Override
    CascadeRequest request(String id) {
        return CascadeRequest.stop(id, options.dependents());
    }

    @Override
    boolean confirms(Plan plan) {
        return yes || (shell.screen().terminal() && asked(String.join(", ", plan.needsConfirmation())));
    }

    private boolean asked(String what) {
        shell.out().print("Stop " + what + "? [y/N] ");
        shell.out().flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(shell.in(), UTF_8)).readLine();
            return answer != null && answer.strip().matches("(?i)y(es)?");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
