// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

/**
 * What one round of one shard did, in numbers.
 *
 * @param writes the writes that were begun, each to one subscriber
 * @param delivered the events in them
 * @param bytes their bytes
 * @param dropped the events that subscribers were told to have missed because they were too slow, and live-only ones that
 *     found them busy
 * @param conflated the events that were left out for later ones with the same key
 * @param expired the events that were left out because they were not worth delivering any more
 */
public record RoundReport(int writes, long delivered, long bytes, long dropped, long conflated, long expired) {}
