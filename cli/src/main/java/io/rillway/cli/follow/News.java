// SPDX-License-Identifier: Apache-2.0
package io.rillway.cli.follow;

/** What the stream says to whoever follows a cascade. */
sealed interface News {

    /** The stream carries events from here on. */
    record Open() implements News {}

    /** Something happened to a cascade, or was missed. */
    record Changed() implements News {}

    /**
     * The stream was lost, and will be tried again.
     *
     * @param reason for people to read
     */
    record Lost(String reason) implements News {}

    /**
     * The stream is lost for good.
     *
     * @param reason for people to read
     */
    record Ended(String reason) implements News {}
}
