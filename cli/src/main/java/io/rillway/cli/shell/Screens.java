// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.shell;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Console;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds out who looks on. */
final class Screens {

    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_ROWS = 24;

    private Screens() {}

    static Screen ofProcess(Map<String, String> environment, Charset charset) {
        boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
        if (dumb || !isInteractive()) {
            return of(environment, charset, false, "");
        }
        return of(environment, charset, true, sizeOfTerminal());
    }

    /** The screen, by what the terminal says of its size: rows and columns, or nothing. */
    static Screen of(Map<String, String> environment, Charset charset, boolean terminal, String size) {
        String[] words = size.strip().split(" ", 2);
        int rows = number(environment.get("LINES"), number(words[0], USUAL_ROWS));
        int columns = number(environment.get("COLUMNS"), number(words[words.length - 1], USUAL_COLUMNS));
        boolean colour = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Screen(terminal, columns, rows, colour, charset.newEncoder().canEncode('\u2588'));
    }

    private static int number(@Nullable String text, int otherwise) {
        return text != null && text.matches("[1-9]\\d{0,3}") ? Integer.parseInt(text) : otherwise;
    }

    /** Before Java 22 there is a console only where somebody looks on; later it has to be asked. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isInteractive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }

    private static String sizeOfTerminal() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), US_ASCII);
            return stty.waitFor(1, TimeUnit.SECONDS) ? size : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
