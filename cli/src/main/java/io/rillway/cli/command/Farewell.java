// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import java.util.concurrent.atomic.AtomicReference;

/** What is done and said if the user ends the program before the command is done. */
final class Farewell {

    private static final Runnable NOTHING = () -> {};

    private final AtomicReference<Runnable> words;

    private Farewell(Runnable words) {
        this.words = new AtomicReference<>(words);
    }

    static Farewell unless(Runnable words) {
        Farewell farewell = new Farewell(words);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> farewell.words.get().run(), "rillway-farewell"));
        return farewell;
    }

    /** From now on something else is done and said. */
    void become(Runnable other) {
        words.set(other);
    }

    void notNeeded() {
        words.set(NOTHING);
    }
}
