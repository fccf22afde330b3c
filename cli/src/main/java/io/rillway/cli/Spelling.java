// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import java.util.stream.IntStream;

/** Whether a word may be a slip of the fingers for another. */
final class Spelling {

    private static final int MOST_SLIPS = 2;

    private Spelling() {}

    static boolean isNear(String word, String other) {
        return distance(word, other) <= Math.min(MOST_SLIPS, other.length() / 2);
    }

    /** How many letters have to be put in, left out or replaced (Levenshtein), row by row. */
    private static int distance(String word, String other) {
        int[] row = IntStream.rangeClosed(0, other.length()).toArray();
        for (int i = 1; i <= word.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (word.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
