// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.monitor;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.rillway.events.catalog.Entity;
import io.rillway.events.catalog.LogEvents.Level;
import io.rillway.events.catalog.LogEvents.LogLine;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * What Logback logs, as a line of a monitor (requirement S2-02). Nothing in it is longer than a person would read, and
 * everything can be written as JSON.
 */
final class LogbackLine {

    private static final int MOST_CHARACTERS = 8000;
    private static final int MOST_FIELDS = 64;

    private LogbackLine() {}

    static LogLine of(ILoggingEvent event) {
        return new LogLine(
                event.getInstant(),
                Level.of(event.getLevel().toString()),
                plain(String.valueOf(event.getFormattedMessage())),
                Entity.of(context(event)));
    }

    /** Who logged it, the diagnostic context, the event's key-value pairs, and what was thrown. */
    private static Map<String, @Nullable Object> context(ILoggingEvent event) {
        Map<String, @Nullable Object> context = new LinkedHashMap<>();
        context.put("logger", event.getLoggerName());
        event.getMDCPropertyMap().forEach((key, value) -> put(context, key, value));
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                put(context, pair.key, pair.value);
            }
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            context.put("error", error(thrown));
        }
        return context;
    }

    private static void put(Map<String, @Nullable Object> context, @Nullable String key, @Nullable Object value) {
        if (context.size() < MOST_FIELDS) {
            context.put(plain(String.valueOf(key)), value(value));
        }
    }

    private static @Nullable Object value(@Nullable Object value) {
        boolean isJson = value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long;
        return isJson ? value : plain(text(value));
    }

    /** What is logged is somebody else's, and may fail to say what it is. */
    private static String text(@Nullable Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException e) {
            return "(" + e.getClass().getName() + ")";
        }
    }

    private static Map<String, @Nullable Object> error(IThrowableProxy thrown) {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("name", thrown.getClassName());
        error.put("message", thrown.getMessage() == null ? null : plain(thrown.getMessage()));
        error.put("stack", plain(ThrowableProxyUtil.asString(thrown)));
        return error;
    }

    /** Halves of characters cannot be written as UTF-8. */
    private static String plain(String text) {
        String clipped = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "..." : text;
        StringBuilder plain = new StringBuilder(clipped.length());
        clipped.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
