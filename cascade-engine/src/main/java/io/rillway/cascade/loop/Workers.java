// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import java.util.function.Consumer;

/** Those who call what may block: connectors and probes. */
public interface Workers {

    /** Makes a call; its answer comes back as a message of the loop, once, when the call has really returned. */
    <T> Call call(Body<T> body, Consumer<Answer<T>> then);

    /** Runs somebody's own code, which nobody waits for. */
    void tell(Runnable callback);

    /** A call that is under way. */
    interface Call {

        /** Asks it to return; does nothing once it has. */
        void interrupt();
    }

    /** What is called. */
    @FunctionalInterface
    interface Body<T> {

        /** May block; returns soon after an interruption. */
        T call() throws InterruptedException;
    }
}
