// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.view;

import io.rillway.cli.shell.Paint;
import io.rillway.cli.shell.Screen;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * An event as one line: when it came, its type, and its payload. In a terminal the time is short and local; in a pipe it is whole,
 * and a blank stands between two columns.
 *
 * @param screen who looks on
 * @param zone the time zone of who looks on
 */
public record EventLine(Screen screen, ZoneId zone) {

    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter WHOLE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** {@return the line of an event} */
    public String of(Told event) {
        String type = visible(event.type());
        String data = payload(event.data());
        return screen.terminal()
                ? screen.paint(Paint.FAINT, SHORT.format(event.at().atZone(zone))) + "  "
                        + screen.paint(Paint.GOOD, type) + "  " + data
                : String.join(" ", WHOLE.format(event.at()), type, data);
    }

    private static String payload(JsonNode data) {
        return visible(data.isString() ? data.asString() : data.toString());
    }

    /** What would end the line, or command the terminal, is spelt out. */
    private static String visible(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder visible = new StringBuilder();
        text.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                visible.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                visible.append((char) c);
            }
        });
        return visible.toString();
    }
}
