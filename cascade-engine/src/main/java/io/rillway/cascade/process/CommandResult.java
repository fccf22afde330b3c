// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.process;

import java.util.List;
import java.util.OptionalInt;

/**
 * What came of a command.
 *
 * @param exitCode how it ended; empty if its time was over first and it was killed
 * @param output the last lines that it wrote
 */
public record CommandResult(OptionalInt exitCode, List<String> output) {

    /** {@return whether it ended, and well} */
    public boolean succeeded() {
        return exitCode.isPresent() && exitCode.getAsInt() == 0;
    }

    /** {@return how it ended, for people to read} */
    public String ending() {
        return exitCode.isPresent() ? "exit code " + exitCode.getAsInt() : "no end in time";
    }
}
