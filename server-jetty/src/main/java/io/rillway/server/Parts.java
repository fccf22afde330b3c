// SPDX-License-Identifier: Apache-2.0
package io.rillway.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What is open of a server that is still being opened. If the rest cannot be, all of it is closed, in reverse. */
final class Parts {

    private final Deque<Runnable> closings = new ArrayDeque<>();

    /** {@return the part, which is open from now on} */
    <T> T add(T part, Consumer<? super T> close) {
        closings.push(() -> close.accept(part));
        return part;
    }

    /** Closes every part; one that cannot be closed keeps no other open, and stands in what was the reason. */
    void close(RuntimeException reason) {
        for (Runnable closing : closings) {
            try {
                closing.run();
            } catch (RuntimeException e) {
                reason.addSuppressed(e);
            }
        }
    }
}
