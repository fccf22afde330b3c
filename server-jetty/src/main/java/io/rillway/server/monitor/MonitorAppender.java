// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import static java.util.Objects.requireNonNull;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.rillway.events.catalog.LogEvents.LogLine;
import java.util.function.Consumer;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Takes what Logback logs to a log monitor (requirement S2-02). A thread that logs while it appends is not heard, so that
 * logging cannot run in a circle.
 *
 * <p><b>Threads:</b> any. <b>Errors:</b> none reaches whoever logs. <b>Limits:</b> of a text 8000 characters are taken.
 */
public final class MonitorAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private final Consumer<LogLine> monitor;
    private final ThreadLocal<Boolean> appending = ThreadLocal.withInitial(() -> false);

    /**
     * An appender; it has to be given a context and started.
     *
     * @param monitor takes the lines
     */
    public MonitorAppender(Consumer<LogLine> monitor) {
        this.monitor = requireNonNull(monitor, "monitor");
        setName("rillway-monitor");
    }

    /**
     * Takes everything that the application logs from now on to a log monitor.
     *
     * @param monitor takes the lines
     * @return what ends it
     * @throws IllegalStateException if the application does not log with Logback
     */
    public static LogSource.Registration attach(Consumer<LogLine> monitor) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (!(factory instanceof LoggerContext context)) {
            throw new IllegalStateException(
                    "log monitor: " + factory.getClass().getName() + " (expected: Logback behind SLF4J)");
        }
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        MonitorAppender appender = new MonitorAppender(monitor);
        appender.setContext(context);
        appender.start();
        root.addAppender(appender);
        return () -> {
            root.detachAppender(appender);
            appender.stop();
        };
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (appending.get()) {
            return;
        }
        appending.set(true);
        try {
            monitor.accept(LogbackLine.of(event));
        } finally {
            appending.remove();
        }
    }
}
