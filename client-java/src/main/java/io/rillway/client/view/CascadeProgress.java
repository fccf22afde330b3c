// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.view;

import java.util.Optional;

/**
 * How far a cascade is.
 *
 * @param cascadeId the cascade
 * @param resourceId its target
 * @param state whether it goes on
 * @param completedSteps the steps that have ended well
 * @param totalSteps the steps there are, 0 while that is not known
 * @param current what the last step is about, such as {@code Database starting}
 * @param error why it failed
 */
public record CascadeProgress(
        String cascadeId,
        String resourceId,
        State state,
        int completedSteps,
        int totalSteps,
        Optional<String> current,
        Optional<String> error) {

    /** Whether a cascade goes on. */
    public enum State {
        /** It runs. */
        RUNNING,
        /** It has reached its target. */
        COMPLETE,
        /** It has failed or was cancelled. */
        FAILED
    }

    /** {@return how much of it is done, 0 to 1} */
    public double fraction() {
        if (state == State.COMPLETE) {
            return 1;
        }
        return totalSteps == 0 ? 0 : Math.min(1, (double) completedSteps / totalSteps);
    }
}
