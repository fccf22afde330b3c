// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

import static java.util.Objects.requireNonNull;

import io.rillway.client.model.Credential;
import io.rillway.client.model.CredentialSource;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for credentials on the thread that drives; whoever closes the client ends the question by interrupting that thread. */
final class Inquiry {

    private final CredentialSource source;

    // Guarded by this.
    private @Nullable Thread asking;
    private boolean interrupted;
    private boolean over;

    Inquiry(CredentialSource source) {
        this.source = source;
    }

    /** {@return the credential; empty if the client was closed meanwhile} */
    Optional<Credential> ask(boolean refused) throws IOException, InterruptedException {
        if (!begin()) {
            return Optional.empty();
        }
        try {
            return Optional.of(requireNonNull(source.credential(refused), "credential"));
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (isInterrupted()) {
                return Optional.empty();
            }
            throw e;
        } finally {
            end();
        }
    }

    private synchronized boolean begin() {
        asking = over ? null : Thread.currentThread();
        return !over;
    }

    private synchronized boolean isInterrupted() {
        return interrupted;
    }

    /** An interrupt of our own is not the caller's, and does not outlast the question. */
    private synchronized void end() {
        asking = null;
        boolean unused = interrupted && Thread.interrupted();
    }

    /** Ends the question that is open, and lets none follow. Any thread; a source may close its client itself. */
    synchronized void close() {
        over = true;
        Thread waiting = asking;
        if (waiting != null && waiting != Thread.currentThread() && !waiting.isInterrupted()) {
            interrupted = true;
            waiting.interrupt();
        }
    }
}
