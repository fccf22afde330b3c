// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.log;

import static java.util.Objects.requireNonNull;

import io.rillway.events.Event;
import io.rillway.hub.log.disk.RecordBody;
import io.rillway.hub.log.disk.RecordFormat;
import io.rillway.hub.port.HubException;
import io.rillway.hub.port.LogEntry;
import io.rillway.hub.port.Receipt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An event on its way into the log: first without a place, then with one, at last stored or failed. */
final class Pending {

    private final RecordBody body;
    private final byte[] encoded;
    private final CompletableFuture<String> accepted = new CompletableFuture<>();
    private final CompletableFuture<String> stored = new CompletableFuture<>();

    // Set under the lock of the inbox, read by the committer, which takes it from there.
    private @Nullable LogEntry entry;

    Pending(Event event, byte[] payload, @Nullable String key) {
        this.body = new RecordBody(event, payload, key);
        this.encoded = body.encoded();
    }

    RecordBody body() {
        return body;
    }

    @Nullable
    String key() {
        return body.key();
    }

    byte[] encoded() {
        return encoded;
    }

    /** {@return what it takes on disk} */
    int bytes() {
        return RecordFormat.HEAD + encoded.length;
    }

    Receipt receipt() {
        return new Receipt(accepted, stored);
    }

    void place(LogEntry entry) {
        this.entry = entry;
    }

    LogEntry entry() {
        return requireNonNull(entry, "entry");
    }

    void accept() {
        accepted.complete(entry().id());
    }

    void succeed() {
        accepted.complete(entry().id());
        stored.complete(entry().id());
    }

    void fail(HubException cause) {
        accepted.completeExceptionally(cause);
        stored.completeExceptionally(cause);
    }
}
