// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import io.rillway.events.catalog.LogEvents.Level;
import io.rillway.events.catalog.LogEvents.LogLine;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What was logged, and what is logged from now on (requirements S2-06, S2-08). It knows no logging library, so that an
 * application with another one can have a source of its own.
 *
 * <p><b>Threads:</b> any. A listener is called by the thread that logs, in the order of that thread. <b>Errors:</b> what a
 * listener throws neither reaches whoever logs nor other listeners.
 */
public interface LogSource {

    /** Ends the listening. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {

        /** Ends the listening; again has no effect. */
        @Override
        void close();
    }

    /**
     * {@return what ends the listening}
     *
     * @param listener called with every line from now on; must not wait for anything
     */
    Registration onLog(Consumer<LogLine> listener);

    /** {@return the last lines that are kept, oldest first} */
    List<LogLine> lastLogs();

    /** {@return when an error was logged last}; unless a source knows better, of the lines that are kept. */
    default Optional<Instant> lastErrorAt() {
        return lastLogs().stream()
                .filter(line -> line.level() == Level.ERROR)
                .map(LogLine::ts)
                .max(Comparator.naturalOrder());
    }
}
