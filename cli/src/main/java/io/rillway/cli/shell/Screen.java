// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.shell;

/**
 * Who looks on.
 *
 * @param terminal whether it is a terminal that can be drawn on
 * @param columns how wide it is, 20 or more
 * @param rows how high it is, 5 or more
 * @param colour whether colours are welcome
 * @param unicode whether more than ASCII can be shown
 */
public record Screen(boolean terminal, int columns, int rows, boolean colour, boolean unicode) {

    /** A pipe or a file. */
    public static final Screen PIPE = new Screen(false, 80, 24, false, false);

    public Screen {
        columns = Math.max(20, columns);
        rows = Math.max(5, rows);
    }

    /** Text in a colour of ANSI, where colours are welcome. */
    public String paint(Paint paint, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + paint.code() + "m" + text + "\u001b[0m" : text;
    }

    /** The first where more than ASCII can be shown, else the second. */
    public String glyph(String rich, String plain) {
        return unicode ? rich : plain;
    }
}
