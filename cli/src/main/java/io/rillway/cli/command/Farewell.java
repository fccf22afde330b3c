// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

import java.util.concurrent.atomic.AtomicBoolean;

/** What is said if the user ends the program before the command is done. */
final class Farewell {

    private final AtomicBoolean needed = new AtomicBoolean(true);

    private Farewell() {}

    static Farewell unless(Runnable words) {
        Farewell farewell = new Farewell();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (farewell.needed.get()) {
                                words.run();
                            }
                        },
                        "rillway-farewell"));
        return farewell;
    }

    void notNeeded() {
        needed.set(false);
    }
}
