// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.connect;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code Retry-After}: seconds, or a date in one of the three ways that a recipient has to accept (RFC 9110, section 5.6.7). */
final class RetryAfter {

    /** More digits than these are more seconds than anybody waits. */
    private static final int MOST_DIGITS = 9;

    /** A year of two digits that seems to be more than 50 years ahead is in the past. */
    private static final int YEARS_AHEAD = 50;

    private static final DateTimeFormatter ASCTIME = DateTimeFormatter.ofPattern("MMM d HH:mm:ss uuuu", Locale.ENGLISH);

    private RetryAfter() {}

    /** How long to wait from now on; nothing if it makes no sense, or was over before. */
    static Optional<Duration> parse(String value, Instant now) {
        if (value.matches("[0-9]+")) {
            String digits = value.replaceFirst("^0+(?=.)", "");
            return Optional.of(
                    Duration.ofSeconds(digits.length() > MOST_DIGITS ? Integer.MAX_VALUE : Long.parseLong(digits)));
        }
        return date(value, now).map(until -> Duration.between(now, until)).filter(wait -> !wait.isNegative());
    }

    private static Optional<Instant> date(String value, Instant now) {
        return time(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                .or(() -> time(withoutDay(value), rfc850(now)))
                .or(() -> time(withoutDay(value), ASCTIME));
    }

    private static Optional<Instant> time(String value, DateTimeFormatter form) {
        try {
            return Optional.of(Instant.from(form.withZone(ZoneOffset.UTC).parse(value)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The day of the week says nothing new; asctime fills up the day of the month with a blank. */
    private static String withoutDay(String value) {
        return value.replaceFirst("^[A-Za-z]+,? ", "").replaceAll(" +", " ");
    }

    private static DateTimeFormatter rfc850(Instant now) {
        int latest = now.atOffset(ZoneOffset.UTC).getYear() + YEARS_AHEAD;
        return new DateTimeFormatterBuilder()
                .appendPattern("dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, latest - 99)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH);
    }
}
