// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import io.rillway.client.connect.Asking;
import io.rillway.client.model.ResumeStore;
import io.rillway.client.model.StreamEvent.Unsendable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the stream goes on: the id of the last event that was handled. Owned by who leads through the stream. */
final class Bookmark {

    private static final Logger LOG = LoggerFactory.getLogger(EventClient.class);

    private final Optional<ResumeStore> store;
    private String given;
    private String unsendable = "";

    // Written by the owner, read by any thread.
    private volatile String handled;

    /** A place that the caller knows, else the one that the store does. */
    Bookmark(String known, Optional<ResumeStore> store) {
        this.store = store;
        this.handled = known.isEmpty() && store.isPresent() ? loaded(store.get()) : known;
        this.given = handled;
    }

    private static String loaded(ResumeStore store) {
        try {
            return store.load();
        } catch (IOException e) {
            throw new UncheckedIOException("resume: the place in the stream cannot be read", e);
        }
    }

    String lastEventId() {
        return handled;
    }

    /** The stream stands here, once what was given out is handled. */
    void give(String id) {
        given = id;
    }

    /** What was given out is handled. */
    void commit() {
        if (given.equals(handled)) {
            return;
        }
        handled = given;
        store.ifPresent(this::save);
    }

    private void save(ResumeStore place) {
        try {
            place.save(handled);
        } catch (IOException | RuntimeException e) {
            LOG.warn("The place in the stream could not be kept", e);
        }
    }

    /** What is to be told before an attempt: an id that no request can carry, once. */
    Optional<Unsendable> unsendable() {
        if (Asking.isSendable(handled) || handled.equals(unsendable)) {
            return Optional.empty();
        }
        unsendable = handled;
        LOG.warn("The last event id has characters that cannot be sent; the stream is not resumed");
        return Optional.of(new Unsendable(handled));
    }
}
