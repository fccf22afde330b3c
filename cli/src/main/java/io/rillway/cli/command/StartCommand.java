// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import io.rillway.cascade.model.CascadeRequest;
import io.rillway.cascade.model.Plan;
import io.rillway.cli.shell.Shell;
import picocli.CommandLine.Command;

/** Starts a resource with everything that it needs. */
@Command(name = "start", description = "Start a resource with everything it needs, and follow along.")
public final class StartCommand extends CascadeCommand {

    /** The command in a shell. */
    public StartCommand(Shell shell) {
        super(shell);
    }

    @Override
    CascadeRequest request(String id) {
        return CascadeRequest.start(id);
    }

    @Override
    boolean confirms(Plan plan) {
        return false;
    }
}
