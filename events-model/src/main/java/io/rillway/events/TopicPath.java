// SPDX-License-Identifier: Apache-2.0
package io.rillway.events;

import java.util.List;

/** The grammar that topics and selectors share. */
final class TopicPath {

    /** Does not count for the length, since it may stand for nothing. */
    private static final String REST = "/**";

    private TopicPath() {}

    static List<String> split(String path) {
        return List.of(path.split("/", -1));
    }

    /** Throws if the path is not one, naming it and the reason; wildcards are allowed in selectors only. */
    static void check(String what, String path, boolean wildcards) {
        if (path.length() > Topic.MAX_LENGTH + (wildcards && path.endsWith(REST) ? REST.length() : 0)) {
            throw refuse(what, path.substring(0, 32) + "...", "at most " + Topic.MAX_LENGTH + " characters");
        }
        int segments = 0;
        // In place: every stream and every event that comes in has its topics checked.
        for (int from = 0; from <= path.length(); segments++) {
            int to = segmentEnd(path, from);
            checkSegment(what, path, from, to, wildcards);
            from = to + 1;
        }
        if (segments > Topic.MAX_SEGMENTS) {
            throw refuse(what, path, "at most " + Topic.MAX_SEGMENTS + " segments");
        }
    }

    /** {@return where the segment ends that begins at a place} */
    static int segmentEnd(String path, int from) {
        int slash = path.indexOf('/', from);
        return slash < 0 ? path.length() : slash;
    }

    private static void checkSegment(String what, String path, int from, int to, boolean wildcards) {
        if (wildcards && isWildcard(path, from, to)) {
            return;
        }
        if (from == to) {
            throw refuse(what, path, "no empty segment");
        }
        for (int at = from; at < to; at = path.offsetByCodePoints(at, 1)) {
            if (!isPlain(path.codePointAt(at))) {
                String stars = wildcards ? "'*' as a whole segment, '**' as the last one, " : "no '*', ";
                throw refuse(what, path, stars + "no '?', white space, control characters or half of a pair");
            }
        }
    }

    private static boolean isWildcard(String path, int from, int to) {
        int length = to - from;
        boolean isRest = length == 2 && to == path.length() && path.startsWith("**", from);
        return isRest || (length == 1 && path.charAt(from) == '*');
    }

    private static boolean isPlain(int c) {
        return c != '*' && c != '?' && !Character.isWhitespace(c) && !Event.isUnfit(c);
    }

    private static IllegalArgumentException refuse(String what, String path, String expected) {
        return new IllegalArgumentException(what + ": " + printable(path) + " (expected: " + expected + ")");
    }

    private static String printable(String path) {
        StringBuilder shown = new StringBuilder(path.length() + 2).append('"');
        path.chars().forEach(c -> shown.append(Character.isISOControl(c) ? '\uFFFD' : (char) c));
        return shown.append('"').toString();
    }
}
