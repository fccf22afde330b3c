// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import static java.util.Objects.requireNonNull;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.rillway.events.catalog.Entity;
import io.rillway.events.catalog.LogEvents.Level;
import io.rillway.events.catalog.LogEvents.LogLine;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes what Logback logs to a log monitor (requirement S2-02). A thread that logs while it appends is not heard, so that
 * logging cannot run in a circle.
 *
 * <p><b>Threads:</b> any.
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

    @Override
    protected void append(ILoggingEvent event) {
        if (appending.get()) {
            return;
        }
        appending.set(true);
        try {
            monitor.accept(line(event));
        } finally {
            appending.remove();
        }
    }

    private static LogLine line(ILoggingEvent event) {
        return new LogLine(
                event.getInstant(),
                Level.of(event.getLevel().toString()),
                String.valueOf(event.getFormattedMessage()),
                context(event));
    }

    /** The event's key-value pairs, its diagnostic context, who logged it, and what was thrown. */
    private static Entity context(ILoggingEvent event) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("logger", event.getLoggerName());
        context.putAll(event.getMDCPropertyMap());
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> context.put(pair.key, String.valueOf(pair.value)));
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            context.put("error", error(thrown));
        }
        return Entity.of(context);
    }

    private static Map<String, @Nullable Object> error(IThrowableProxy thrown) {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("name", thrown.getClassName());
        error.put("message", thrown.getMessage());
        error.put("stack", ThrowableProxyUtil.asString(thrown));
        return error;
    }
}
