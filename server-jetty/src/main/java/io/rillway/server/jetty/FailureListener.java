// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jetty;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Runs an action when the container reports a failure of a request, which on h2 it does as soon as the peer has left. */
record FailureListener(Runnable action) implements AsyncListener {

    @Override
    public void onError(AsyncEvent event) {
        action.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        action.run();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
