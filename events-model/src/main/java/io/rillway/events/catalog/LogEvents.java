// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.rillway.events.EventType;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the log monitor says (requirements S2-01, S2-02, S2-04, S2-12). */
public final class LogEvents {

    /** A line of a log. */
    public static final EventType<LogLine> LOG = EventType.of("log", LogLine.class);

    /** The stream of the monitor has failed and ends; its name is EventSource's own as well (C8). */
    public static final EventType<StreamError> ERROR = EventType.of("error", StreamError.class);

    /** The type that an {@link Alert} carries. */
    public static final String ALERT_TYPE = "monitor_error_threshold";

    private LogEvents() {}

    /** How grave a line is. */
    public enum Level {
        /** Anything that is neither of the others. */
        INFO,
        /** A warning. */
        WARN,
        /** An error. */
        ERROR;

        /**
         * {@return the level of a name; {@code INFO} for any name but warn and error}
         *
         * @param name in any case
         */
        @JsonCreator
        public static Level of(String name) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "warn" -> WARN;
                case "error" -> ERROR;
                default -> INFO;
            };
        }

        /** {@return its name on the wire, in small letters} */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A line of a log.
     *
     * @param ts when it was logged
     * @param level how grave it is
     * @param message what it says
     * @param context what is known beside it, such as {@code error: {name, message, stack}}; null where there is nothing
     */
    public record LogLine(
            Instant ts,
            Level level,
            String message,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Entity context) {}

    /**
     * The stream of the monitor has failed and ends.
     *
     * @param message a sentence for people
     */
    public record StreamError(String message) {}

    /**
     * What the alert webhook is sent when too many errors were logged.
     *
     * @param type {@link #ALERT_TYPE}
     * @param threshold the number of errors that is too many
     * @param count the errors within the window
     * @param lastErrorAt when the last one was logged
     * @param windowMs the window in milliseconds
     * @param ts when the alert was raised
     */
    public record Alert(String type, int threshold, int count, Instant lastErrorAt, long windowMs, Instant ts) {}
}
