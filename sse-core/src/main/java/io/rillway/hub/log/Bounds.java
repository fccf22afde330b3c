// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import java.time.Duration;

/**
 * How much is kept; what is reached first counts.
 *
 * @param maxEvents the most events
 * @param maxBytes the most bytes
 * @param maxAge the greatest age
 */
public record Bounds(int maxEvents, long maxBytes, Duration maxAge) {}
