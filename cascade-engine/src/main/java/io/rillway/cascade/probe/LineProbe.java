// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Is healthy once the resource has written a line. */
final class LineProbe implements Probe {

    private final LinePattern line;

    LineProbe(LinePattern line) {
        this.line = requireNonNull(line, "line");
    }

    @Override
    public ProbeResult check(Duration timeout) throws InterruptedException {
        return check(Output.NONE, timeout);
    }

    @Override
    public ProbeResult check(Output output, Duration timeout) throws InterruptedException {
        try {
            return output.has(line, timeout)
                    ? ProbeResult.healthy("it has written " + line)
                    : ProbeResult.unhealthy("it has not written " + line + " yet");
        } catch (IOException | UncheckedIOException e) {
            return ProbeResult.unhealthy("output: " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "line " + line;
    }
}
