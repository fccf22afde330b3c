// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.view;

import java.time.Duration;

/**
 * Something to show to a person for a while (requirements S3-10).
 *
 * @param id its own, so that two at the same moment do not collide
 * @param variant how it looks
 * @param title what it is about
 * @param text what has happened
 * @param duration how long it is shown
 */
public record Notification(long id, Variant variant, String title, String text, Duration duration) {

    /** How a notification looks. */
    public enum Variant {
        /** It went well. */
        SUCCESS,
        /** It failed. */
        ERROR,
        /** It goes on. */
        INFO,
        /** It needs a look. */
        WARNING
    }
}
