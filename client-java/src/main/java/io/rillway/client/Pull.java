// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import io.rillway.client.model.StreamEvent;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** What happens on a stream as an iterator; an interrupt ends it, and stays set. */
final class Pull implements Iterator<StreamEvent> {

    private final EventClient client;
    private Optional<StreamEvent> ahead = Optional.empty();

    Pull(EventClient client) {
        this.client = client;
    }

    @Override
    public boolean hasNext() {
        if (ahead.isEmpty()) {
            try {
                ahead = client.next();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return ahead.isPresent();
    }

    @Override
    public StreamEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        StreamEvent event = ahead.orElseThrow();
        ahead = Optional.empty();
        return event;
    }
}
