// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.jetty;

import org.jspecify.annotations.Nullable;

/** That the peer has left, which may be found out before anybody has asked to be told. */
final class PeerGone {

    // Each is written before the other is read, so that whoever asks is told at least once.
    private volatile @Nullable Runnable told;
    private volatile boolean gone;

    /** Asks to be told. */
    void tell(Runnable action) {
        told = action;
        if (gone) {
            action.run();
        }
    }

    /** Says that it has left. Any thread. */
    void found() {
        gone = true;
        Runnable action = told;
        if (action != null) {
            action.run();
        }
    }
}
