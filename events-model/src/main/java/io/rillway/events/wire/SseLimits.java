// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

/**
 * What a parser accepts before it gives up, so that a hostile stream costs bounded memory.
 *
 * @param maxEventBytes the most bytes of id, event and data values that one event may have, 1 or more
 * @param maxLineBytes the most bytes of one line, of whatever kind, 1 or more
 */
public record SseLimits(int maxEventBytes, int maxLineBytes) {

    public SseLimits {
        check("maxEventBytes", maxEventBytes);
        check("maxLineBytes", maxLineBytes);
    }

    /** {@return 64 MiB for an event, and as much for a line} */
    public static SseLimits defaults() {
        return new SseLimits(64 << 20, 64 << 20);
    }

    /**
     * {@return limits of this size for an event and for a line}
     *
     * @param maxEventBytes the most bytes of one event, 1 or more
     */
    public static SseLimits ofEventBytes(int maxEventBytes) {
        return new SseLimits(maxEventBytes, maxEventBytes);
    }

    private static void check(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
        }
    }
}
