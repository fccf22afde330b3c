// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.model;

import io.rillway.client.model.StreamEvent.Received;

/**
 * A handler could not handle an event: its payload was not what the handler's type says, or the handler threw.
 *
 * @param event the event, which counts as handled
 * @param cause a {@code MalformedEventException}, or what the handler threw
 */
public record HandlerFailure(Received event, RuntimeException cause) {}
