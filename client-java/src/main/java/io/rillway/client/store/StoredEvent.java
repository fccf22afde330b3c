// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.store;

import io.rillway.client.model.StreamEvent.Received;
import java.time.Instant;
import java.util.Optional;

/**
 * An event that was kept.
 *
 * @param event the event
 * @param at when it was kept
 * @param resource what it is about, if that could be told
 */
public record StoredEvent(Received event, Instant at, Optional<String> resource) {}
