// SPDX-License-Identifier: Apache-2.0
package io.rillway.events.json;

import org.jspecify.annotations.Nullable;

/** A payload is not what its event type says, or not JSON at all. */
public final class MalformedEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * Says where the payload is wrong.
     *
     * @param path the place in the payload, {@code $} for the whole, {@code $.error.code} for a field
     * @param problem what is there and what was expected
     * @param cause what found it, or null
     */
    public MalformedEventException(String path, String problem, @Nullable Throwable cause) {
        super(path + ": " + problem, cause);
        this.path = path;
    }

    /** {@return the place in the payload, {@code $} for the whole} */
    public String path() {
        return path;
    }
}
