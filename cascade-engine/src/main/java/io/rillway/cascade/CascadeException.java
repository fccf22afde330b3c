// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** The engine refuses a request, and nothing was done. */
public final class CascadeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Code code;
    private final transient Map<String, Object> details;

    /** Why a request is refused. */
    public enum Code {
        /** There is no such resource or cascade. */
        NOT_FOUND,
        /** A running cascade does the opposite on a resource of this one; details name {@code cascadeId}. */
        CASCADE_IN_PROGRESS,
        /** Active resources require what is to be stopped; details name them in {@code dependents}. */
        DEPENDENTS_ACTIVE,
        /** The idempotency key belongs to another request; details name {@code cascadeId}. */
        KEY_REUSED,
        /** The cascade does not wait for a confirmation, or what would be done has changed; details have the plan. */
        NOT_CONFIRMABLE,
        /** A running cascade touches what is to be edited; details name {@code cascadeId}. */
        RESOURCE_BUSY,
        /** The journal cannot be written, so that nothing may begin; details have the {@code reason}. */
        JOURNAL_UNAVAILABLE,
        /** The engine is closed or closing. */
        CLOSED
    }

    /**
     * Says why.
     *
     * @param code the kind of refusal
     * @param message the refusal with the ids in it, for people to read
     * @param details facts for programs to read: strings, lists of strings, records of the model
     */
    public CascadeException(Code code, String message, Map<String, Object> details) {
        super(message);
        this.code = requireNonNull(code, "code");
        this.details = Map.copyOf(details);
    }

    /** {@return the kind of refusal} */
    public Code code() {
        return code;
    }

    /** {@return facts for programs to read} */
    public Map<String, Object> details() {
        return details;
    }
}
