// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import io.rillway.cascade.probe.Output;
import io.rillway.cascade.process.OutputFile;

/** The words of the port for a file that is searched. */
final class Searches {

    private Searches() {}

    static Output in(OutputFile file) {
        return (line, timeout) -> file.has(line.toString(), line::isIn, timeout);
    }
}
