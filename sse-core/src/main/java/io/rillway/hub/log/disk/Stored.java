// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log.disk;

import java.time.Instant;

/**
 * A record of the log as it was read.
 *
 * @param sequence its place
 * @param at when it was published
 * @param body what was published
 * @param bytes what it takes on disk
 */
public record Stored(long sequence, Instant at, RecordBody body, int bytes) {}
