// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rillway.cli.shell.Screen;
import io.rillway.cli.shell.Shell;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.util.Map;

/** A shell whose output is recorded. */
public final class Recording {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment;
    private final Screen screen;
    private final String input;

    private Recording(Map<String, String> environment, Screen screen, String input) {
        this.environment = environment;
        this.screen = screen;
        this.input = input;
    }

    public static Recording of(Map<String, String> environment) {
        return new Recording(environment, Screen.PIPE, "");
    }

    public static Recording on(Screen screen) {
        return new Recording(Map.of(), screen, "");
    }

    public Recording reading(String text) {
        return new Recording(environment, screen, text);
    }

    public Recording at(Screen other) {
        return new Recording(environment, other, input);
    }

    public Shell shell() {
        return new Shell(
                environment,
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                screen,
                ZoneOffset.UTC);
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString();
    }
}
