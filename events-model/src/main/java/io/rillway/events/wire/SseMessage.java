// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.wire;

/**
 * A message is an event as a parser dispatches it.
 *
 * @param id the last event id at the moment of dispatch, empty if none was set
 * @param event the type, {@code message} unless the stream named one
 * @param data the payload, its lines joined by LF
 */
public record SseMessage(String id, String event, String data) {}
