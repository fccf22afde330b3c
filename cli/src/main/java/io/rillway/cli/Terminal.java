// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/** What is known of the terminal. */
final class Terminal {

    private static final int USUAL_WIDTH = 80;

    private Terminal() {}

    /** Whether a person looks on; from Java 22 on there is a console also where none does, which says so. */
    @SuppressWarnings("SystemConsoleNull") // on 17 it is null where nobody looks on
    static boolean isInteractive() {
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

    static int width(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    }
}
