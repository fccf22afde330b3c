// SPDX-License-Identifier: Apache-2.0
package io.rillway.client;

/** Until when a client waits, and for what; it has exactly one at a time. */
record Deadline(Kind kind, long nanos) {

    /** What is waited for. */
    enum Kind {
        /** The time of the next attempt. */
        ATTEMPT,
        /** The head of an answer. */
        HEADERS,
        /** The next byte of a stream. */
        BYTE
    }
}
