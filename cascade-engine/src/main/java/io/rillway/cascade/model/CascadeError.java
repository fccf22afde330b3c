// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Why a cascade failed (requirements S1-32).
 *
 * @param code the kind of failure, one of the constants here or a connector's own
 * @param message a sentence for people, with the resource's name and the last lines that it wrote
 * @param resourceId the resource whose step failed, if one did
 * @param lastOutput the last lines that the resource wrote, oldest first
 */
public record CascadeError(String code, String message, Optional<String> resourceId, List<String> lastOutput) {

    /** The step took longer than it may. */
    public static final String TIMEOUT = "TIMEOUT";

    /** The process ended before it was online. */
    public static final String PROCESS_EXITED = "PROCESS_EXITED";

    /** The connector cannot start anything, or there is none. */
    public static final String NO_START_CAPABILITY = "NO_START_CAPABILITY";

    /** The connector cannot stop anything, or there is none. */
    public static final String NO_STOP_CAPABILITY = "NO_STOP_CAPABILITY";

    /** The cascade took longer than it may. */
    public static final String DEADLINE_EXCEEDED = "DEADLINE_EXCEEDED";

    /** A resource that the step needs was lost again and again while the cascade ran. */
    public static final String DEPENDENCY_LOST = "DEPENDENCY_LOST";

    /** Active resources require what is to be stopped. */
    public static final String DEPENDENTS_ACTIVE = "DEPENDENTS_ACTIVE";

    /** Somebody cancelled the cascade. */
    public static final String CANCELLED = "CANCELLED";

    /** The journal could not be written, so that the step was not begun. */
    public static final String JOURNAL_UNAVAILABLE = "JOURNAL_UNAVAILABLE";

    /** The engine ended while the cascade ran, and was not to go on with it. */
    public static final String INTERRUPTED = "INTERRUPTED";

    /** Something that nobody foresaw. */
    public static final String UNKNOWN_ERROR = "UNKNOWN_ERROR";

    public CascadeError {
        requireNonNull(code, "code");
        requireNonNull(message, "message");
        requireNonNull(resourceId, "resourceId");
        lastOutput = List.copyOf(lastOutput);
    }
}
