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
        List<String> segments = split(path);
        if (segments.size() > Topic.MAX_SEGMENTS) {
            throw refuse(what, path, "at most " + Topic.MAX_SEGMENTS + " segments");
        }
        for (int i = 0; i < segments.size(); i++) {
            checkSegment(what, path, segments.get(i), wildcards, i == segments.size() - 1);
        }
    }

    private static void checkSegment(String what, String path, String segment, boolean wildcards, boolean last) {
        if (wildcards && (segment.equals("*") || (last && segment.equals("**")))) {
            return;
        }
        if (segment.isEmpty()) {
            throw refuse(what, path, "no empty segment");
        }
        if (!segment.codePoints().allMatch(TopicPath::isPlain)) {
            String stars = wildcards ? "'*' as a whole segment, '**' as the last one, " : "no '*', ";
            throw refuse(what, path, stars + "no '?', white space, control characters or half of a pair");
        }
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
