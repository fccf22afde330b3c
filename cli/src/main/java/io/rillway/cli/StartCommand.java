// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import picocli.CommandLine.Command;

/** Starts a resource with everything that it needs. */
@Command(name = "start", mixinStandardHelpOptions = true, description = "Start a resource with everything it needs.")
final class StartCommand extends CascadeCommand {

    StartCommand() {}

    @Override
    String action() {
        return "start";
    }
}
