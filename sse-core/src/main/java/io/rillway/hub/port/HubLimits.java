// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

/**
 * How much a hub takes on. What goes beyond is refused with a {@link HubException} that names the limit and, where that
 * helps, says after which time to try again.
 *
 * @param maxSubscribers the most streams at one time, 1 or more
 * @param maxPerPrincipal the most streams of one principal at one time, or 0 for no such limit
 * @param maxTopics the most selectors of one subscription, 1 or more
 * @param connectsPerSecond the most streams opened in a second, as many again in a burst; or 0 for no such limit
 * @param maxEventBytes the most bytes of one event's payload as JSON, 1 or more
 */
public record HubLimits(
        int maxSubscribers, int maxPerPrincipal, int maxTopics, int connectsPerSecond, int maxEventBytes) {

    public HubLimits {
        require("maxSubscribers", maxSubscribers, 1);
        require("maxPerPrincipal", maxPerPrincipal, 0);
        require("maxTopics", maxTopics, 1);
        require("connectsPerSecond", connectsPerSecond, 0);
        require("maxEventBytes", maxEventBytes, 1);
    }

    /** {@return 20 000 subscribers, 100 selectors each, events of 64 KiB; no limit by principal or second} */
    public static HubLimits defaults() {
        return new HubLimits(20_000, 0, 100, 0, 64 << 10);
    }

    /**
     * {@return these limits with another number of streams}
     *
     * @param most the most streams at one time, 1 or more
     */
    public HubLimits withSubscribers(int most) {
        return new HubLimits(most, maxPerPrincipal, maxTopics, connectsPerSecond, maxEventBytes);
    }

    /**
     * {@return these limits with another number of streams of one principal}
     *
     * @param most the most streams of one principal, or 0 for no such limit
     */
    public HubLimits withPerPrincipal(int most) {
        return new HubLimits(maxSubscribers, most, maxTopics, connectsPerSecond, maxEventBytes);
    }

    /**
     * {@return these limits with another number of selectors}
     *
     * @param most the most selectors of one subscription, 1 or more
     */
    public HubLimits withTopics(int most) {
        return new HubLimits(maxSubscribers, maxPerPrincipal, most, connectsPerSecond, maxEventBytes);
    }

    /**
     * {@return these limits with another connect rate}
     *
     * @param most the most streams opened in a second, or 0 for no such limit
     */
    public HubLimits withConnectsPerSecond(int most) {
        return new HubLimits(maxSubscribers, maxPerPrincipal, maxTopics, most, maxEventBytes);
    }

    /**
     * {@return these limits with another size of events}
     *
     * @param most the most bytes of one event's payload as JSON, 1 or more
     */
    public HubLimits withEventBytes(int most) {
        return new HubLimits(maxSubscribers, maxPerPrincipal, maxTopics, connectsPerSecond, most);
    }

    private static void require(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " or more)");
        }
    }
}
