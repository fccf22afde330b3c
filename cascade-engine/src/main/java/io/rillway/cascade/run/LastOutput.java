// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.run;

import io.rillway.cascade.connector.ResourceConnector;
import io.rillway.cascade.loop.Alarm;
import io.rillway.cascade.loop.Workers;
import io.rillway.cascade.watch.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks a connector for the last lines that its resource wrote, on a worker and not for long. */
final class LastOutput {

    private static final int LINES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private LastOutput() {}

    /** Goes on with the lines, or none if there are none in time; may be called twice, and only the first one counts. */
    static void of(Unit unit, Tools tools, Consumer<List<String>> then) {
        Optional<ResourceConnector> connector = unit.connector();
        if (connector.isEmpty()) {
            then.accept(List.of());
            return;
        }
        Alarm[] alarm = {Alarm.NONE};
        Workers.Call call = tools.workers()
                .call(() -> List.copyOf(connector.get().lastOutput(LINES)), answer -> {
                    alarm[0].cancel();
                    then.accept(answer.returned().orElse(List.of()));
                });
        alarm[0] = tools.loop().after(PATIENCE, () -> {
            call.interrupt();
            then.accept(List.of());
        });
    }
}
