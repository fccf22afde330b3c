// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops a resource, what runs on it, and what nothing else needs. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = "Stop a resource, what runs on it, and what nothing else needs.")
final class StopCommand extends CascadeCommand {

    @Option(
            names = "--dependents",
            paramLabel = "HOW",
            defaultValue = "refuse",
            description = "What to do about active resources that require it: refuse, stop or ignore")
    private String dependents = "refuse";

    StopCommand() {}

    @Override
    String action() {
        return "stop";
    }

    @Override
    String dependents() {
        return dependents;
    }
}
