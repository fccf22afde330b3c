// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

/**
 * What happens to a subscriber that cannot keep up (requirements C14): one whose write was still in flight when more came,
 * and for whom more matching events wait than its {@link Budget} allows. Publishers never wait.
 */
public enum SlowSubscriber {
    /** It continues from the log when it reads again; nothing is lost while the log keeps it. */
    RESUME_FROM_LOG,
    /** Of the waiting events with one key it gets the last; the order stays, and events without a key all come. */
    CONFLATE,
    /** It gets the newest events that its budget allows, and before them a gap that declares the others lost. */
    DROP_OLDEST,
    /** Its stream is ended, and it resumes by id. */
    DISCONNECT
}
