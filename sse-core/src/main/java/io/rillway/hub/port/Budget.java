// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

/**
 * What a subscriber may take before its endpoint's policy for slow ones acts. What it has not taken costs nothing but its
 * place in the log.
 *
 * @param bytesInFlight how many bytes of events go into one write, which its last event may exceed; 1 KiB to 16 MiB
 * @param lag how many matching events may wait for a subscriber that is not reading, before the policy acts; 0 or more
 */
public record Budget(int bytesInFlight, int lag) {

    private static final int LEAST = 1 << 10;
    private static final int MOST = 16 << 20;

    public Budget {
        if (bytesInFlight < LEAST || bytesInFlight > MOST) {
            throw new IllegalArgumentException(
                    "bytesInFlight: " + bytesInFlight + " (expected: " + LEAST + " to " + MOST + ")");
        }
        if (lag < 0) {
            throw new IllegalArgumentException("lag: " + lag + " (expected: 0 or more)");
        }
    }

    /** {@return 64 KiB in flight, a lag of 1000 events} */
    public static Budget defaults() {
        return new Budget(64 << 10, 1000);
    }
}
