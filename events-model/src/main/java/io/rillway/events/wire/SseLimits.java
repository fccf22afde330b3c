// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

/**
 * What a parser accepts before it gives up, so that a hostile stream costs bounded memory.
 *
 * @param maxEventBytes the most bytes of id, event and data values that one event may have, 1 or more
 * @param maxLineBytes the most bytes of one line, comments and unknown fields included, 1 or more
 */
public record SseLimits(int maxEventBytes, int maxLineBytes) {

    public SseLimits {
        check("maxEventBytes", maxEventBytes);
        check("maxLineBytes", maxLineBytes);
    }

    /** {@return 64 MiB for an event, and a little more for a line} */
    public static SseLimits defaults() {
        return ofEventBytes(64 << 20);
    }

    /**
     * {@return a limit of this size for an event, and for a line as much as such an event needs, at least 64 KiB}
     *
     * @param maxEventBytes the most bytes of one event, 1 or more
     */
    public static SseLimits ofEventBytes(int maxEventBytes) {
        return new SseLimits(
                maxEventBytes, (int) Math.min(Integer.MAX_VALUE, Math.max(64L << 10, maxEventBytes + 16L)));
    }

    private static void check(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
        }
    }
}
