// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import io.rillway.cascade.process.CommandResult;
import io.rillway.cascade.process.CommandRun;
import io.rillway.cascade.process.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Is healthy when a command ends with 0. */
final class CommandProbe implements Probe {

    private static final int SHOWN_CHARS = 200;

    private final Launch launch;

    CommandProbe(Launch launch) {
        this.launch = launch;
    }

    @Override
    public ProbeResult check(Duration timeout) throws InterruptedException {
        try {
            CommandResult result = new CommandRun(launch, timeout).apart();
            String found = result.ending() + " of " + launch.program();
            return result.succeeded()
                    ? ProbeResult.healthy(found)
                    : ProbeResult.unhealthy(found + " (expected: exit code 0)" + lastLine(result.output()));
        } catch (IOException | UncheckedIOException e) {
            return ProbeResult.unhealthy(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String toString() {
        return "command " + launch.program();
    }

    private static String lastLine(List<String> output) {
        if (output.isEmpty()) {
            return "";
        }
        String line = output.get(output.size() - 1);
        return ": " + line.substring(0, Math.min(line.length(), SHOWN_CHARS));
    }
}
