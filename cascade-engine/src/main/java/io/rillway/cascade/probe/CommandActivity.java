// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import io.rillway.cascade.process.CommandResult;
import io.rillway.cascade.process.CommandRun;
import io.rillway.cascade.process.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Sees use in a command that ends with 0. */
final class CommandActivity implements ActivityProbe {

    private static final int IDLE = 1;

    private final Launch launch;

    CommandActivity(Launch launch) {
        this.launch = launch;
    }

    @Override
    public Activity look(Duration timeout) throws InterruptedException {
        try {
            return judge(new CommandRun(launch, timeout).apart());
        } catch (IOException | UncheckedIOException e) {
            return Activity.unknown(String.valueOf(e.getMessage()));
        }
    }

    private Activity judge(CommandResult result) {
        String found = result.ending() + " of " + launch.program();
        if (result.succeeded()) {
            return Activity.used(found);
        }
        return result.exitCode().orElse(-1) == IDLE ? Activity.idle(found) : Activity.unknown(found);
    }

    @Override
    public String toString() {
        return "command " + launch.program();
    }
}
