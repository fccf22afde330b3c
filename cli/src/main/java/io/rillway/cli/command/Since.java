// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import io.rillway.cli.shell.CommandException;
import io.rillway.cli.shell.Exit;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time in the past, as people write it: {@code 10m} ago, or a time of ISO-8601. */
final class Since {

    private static final Pattern AGO = Pattern.compile("(\\d{1,9})(s|m|h|d)");

    private Since() {}

    static Instant parse(String text, Instant now) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            return now.minus(Duration.ofSeconds(Long.parseLong(ago.group(1)) * seconds(ago.group(2))));
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new CommandException(
                    Exit.USAGE,
                    "--since: \"" + text + "\" (expected: 10m, 2h, or a time such as 2026-11-21T12:00:00Z)");
        }
    }

    private static long seconds(String unit) {
        return switch (unit) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3600;
            default -> 86_400;
        };
    }
}
