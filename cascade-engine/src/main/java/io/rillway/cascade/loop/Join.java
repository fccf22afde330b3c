// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

/** Waits for the end of a thread, however often the waiting one is interrupted; the interruption is passed on after. */
final class Join {

    private Join() {}

    static void patiently(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
