// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

/** What happens to a subscriber that cannot keep up (requirements C14). */
public enum SlowSubscriber {
    /** It continues from the log when it reads again; nothing is lost while the log keeps it. */
    RESUME_FROM_LOG,
    /** Its stream is ended, and it resumes by id. */
    DISCONNECT
}
