// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import picocli.CommandLine.Option;

/** The option that asks for JSON. */
final class JsonOption {

    @Option(names = "--json", description = "Print JSON, for programs")
    private boolean wanted;

    JsonOption() {}

    boolean isWanted() {
        return wanted;
    }
}
