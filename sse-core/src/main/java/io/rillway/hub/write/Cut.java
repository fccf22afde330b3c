// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.write;

import io.rillway.events.Exclusion;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.route.SelectionKey;
import java.util.function.Predicate;

/**
 * What a chunk is to hold.
 *
 * @param key what is picked
 * @param after the place behind which it begins
 * @param upTo the place up to which it may speak
 * @param leftOut whose exclusion counts
 * @param superseded what is left out for a later one with the same key
 */
record Cut(SelectionKey key, long after, long upTo, Predicate<Exclusion> leftOut, Predicate<LogEntry> superseded) {}
