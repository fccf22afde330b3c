// SPDX-License-Identifier: Apache-2.0
/** Shards and rounds: cursors into the log, one coalesced write in flight for each subscriber, heartbeats. */
@NullMarked
package io.rillway.hub.write;

import org.jspecify.annotations.NullMarked;
