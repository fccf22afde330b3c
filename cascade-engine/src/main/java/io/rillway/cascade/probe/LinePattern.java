// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.probe;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a line must hold: a text, or what a regular expression describes.
 *
 * <p><b>Threads:</b> immutable. <b>Limits:</b> a line is looked at as far as its first 16384 characters.
 */
public final class LinePattern {

    private final String source;
    private final boolean regex;
    private final Pattern pattern;

    private LinePattern(String source, boolean regex) {
        this.source = requireNonNull(source, "source");
        this.regex = regex;
        if (source.isEmpty()) {
            throw new IllegalArgumentException("line: \"\" (expected: a text or a regular expression)");
        }
        this.pattern = regex ? compile(source) : Pattern.compile(source, Pattern.LITERAL);
    }

    /**
     * {@return a pattern that any line with this text in it matches}
     *
     * @param text the text, not empty
     */
    public static LinePattern text(String text) {
        return new LinePattern(text, false);
    }

    /**
     * {@return a pattern that any line matches in which the expression is found}
     *
     * @param expression a regular expression of {@link Pattern}, not empty
     * @throws IllegalArgumentException if it is none
     */
    public static LinePattern regex(String expression) {
        return new LinePattern(expression, true);
    }

    /**
     * {@return whether the line matches}
     *
     * @param line the line
     */
    public boolean isIn(CharSequence line) {
        return pattern.matcher(line).find();
    }

    private static Pattern compile(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "regex: " + e.getDescription() + " at " + e.getIndex() + " (expected: a regular expression)", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinePattern line && line.source.equals(source) && line.regex == regex;
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return regex ? "/" + source + "/" : "\"" + source + "\"";
    }
}
