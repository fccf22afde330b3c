// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli;

import java.time.Instant;

/** Shows a running cascade. */
interface ProgressView {

    /** A step has changed. */
    void show(Progress progress, Progress.Step changed, Instant now);

    /** The cascade has ended. */
    default void end() {}
}
