// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.pace;

import io.rillway.hub.port.SlowSubscriber;
import io.rillway.hub.port.StreamOptions;

/** Decides what happens to a subscriber that is behind. */
public final class PacePolicy {

    /** What is done. */
    public enum Verdict {
        /** It gets what comes next. */
        CONTINUE,
        /** It gets the last of each key until it has caught up. */
        CONFLATE,
        /** It loses the oldest, and is told so. */
        DROP_OLDEST,
        /** It is disconnected. */
        DISCONNECT
    }

    private PacePolicy() {}

    /**
     * {@return what happens to a subscriber}
     *
     * @param options the options of its stream
     * @param waited whether more came while its write was in flight; a burst alone makes nobody slow
     * @param behind how many events wait for it
     */
    public static Verdict of(StreamOptions options, boolean waited, long behind) {
        if (!waited || behind <= options.budget().lag()) {
            return Verdict.CONTINUE;
        }
        return switch (options.slowSubscriber()) {
            case RESUME_FROM_LOG -> Verdict.CONTINUE;
            case CONFLATE -> Verdict.CONFLATE;
            case DROP_OLDEST -> Verdict.DROP_OLDEST;
            case DISCONNECT -> Verdict.DISCONNECT;
        };
    }

    /**
     * {@return whether an endpoint lets a subscriber go on behind a hole}
     *
     * @param policy what happens to slow subscribers there
     */
    public static boolean toleratesHoles(SlowSubscriber policy) {
        return policy != SlowSubscriber.DISCONNECT;
    }
}
