// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import static java.util.Objects.requireNonNull;

import io.rillway.cascade.probe.ActivityProbe;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * When a resource is stopped because nobody uses it (requirements S1-39): when every probe of the rule has found it idle at
 * every look for that long. Any doubt counts as use.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param id what the rule is known by, 1 to 128 letters, digits, dots, dashes and underscores
 * @param after for how long nobody must have used it, from a second to 1000 days
 * @param every how long to wait between two looks, from a second to a day; what comes and goes between two is not seen
 * @param probes what looks, at least one
 */
public record InactivityRule(String id, Duration after, Duration every, List<ActivityProbe> probes) {

    /** For how long nobody must have used a resource where its rule does not say. */
    public static final Duration AFTER = Duration.ofMinutes(30);

    /** How long to wait between two looks where a rule does not say. */
    public static final Duration EVERY = Duration.ofSeconds(60);

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1000);

    public InactivityRule {
        if (!ID.matcher(requireNonNull(id, "id")).matches()) {
            throw new IllegalArgumentException("id: \"" + id.replaceAll("\\p{Cntrl}", "\uFFFD")
                    + "\" (expected: 1 to 128 letters, digits, '.', '-' or '_', not beginning with '.')");
        }
        if (after.compareTo(SHORTEST) < 0 || after.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("after: " + after + " (expected: from a second to 1000 days)");
        }
        if (every.compareTo(SHORTEST) < 0 || every.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("every: " + every + " (expected: from a second to a day)");
        }
        probes = List.copyOf(probes);
        if (probes.isEmpty()) {
            throw new IllegalArgumentException("probes: none (expected: at least one)");
        }
    }

    /**
     * {@return a rule that looks every 60 seconds and waits for 30 minutes}
     *
     * @param id what the rule is known by
     * @param probes what looks, at least one
     */
    public static InactivityRule of(String id, ActivityProbe... probes) {
        return new InactivityRule(id, AFTER, EVERY, List.of(probes));
    }

    /**
     * {@return this rule with other times}
     *
     * @param after for how long nobody must have used the resource
     * @param every how long to wait between two looks
     */
    public InactivityRule withTimes(Duration after, Duration every) {
        return new InactivityRule(id, after, every, probes);
    }
}
