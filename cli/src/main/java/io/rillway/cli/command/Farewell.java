// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.command;

/** What is done and said if the user ends the program before the command is done. */
final class Farewell {

    // Written by the command, read by the thread that ends the program.
    private volatile Runnable words;

    private Farewell(Runnable words) {
        this.words = words;
    }

    static Farewell unless(Runnable words) {
        Farewell farewell = new Farewell(words);
        Runtime.getRuntime().addShutdownHook(new Thread(farewell::say, "rillway-farewell"));
        return farewell;
    }

    private void say() {
        words.run();
    }

    /** From now on something else is done and said. */
    void become(Runnable other) {
        words = other;
    }

    void notNeeded() {
        words = () -> {};
    }
}
