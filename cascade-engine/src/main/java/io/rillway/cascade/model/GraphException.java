// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** A graph cannot be what it was asked to be (requirements S1-38). */
public final class GraphException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Code code;
    private final transient List<String> resources;

    /** What is wrong with a graph. */
    public enum Code {
        /** Resources need each other in a circle; the exception has the whole of it. */
        DEPENDENCY_CYCLE_DETECTED,
        /** A resource needs itself, or runs on itself. */
        DEPENDENCY_SELF_LINK,
        /** A resource names a dependency twice. */
        DEPENDENCY_DUPLICATE,
        /** Two resources have one id. */
        RESOURCE_DUPLICATE,
        /** A resource cannot go because others need it or run on it; the exception names them. */
        RESOURCE_NEEDED,
        /** A resource is named that the graph does not have. */
        NOT_FOUND
    }

    /**
     * Says what is wrong.
     *
     * @param code the kind of mistake
     * @param message the mistake with the ids in it, for people to read
     * @param resources the ids; of a cycle the whole path, its first id again at the end
     */
    public GraphException(Code code, String message, List<String> resources) {
        super(message);
        this.code = requireNonNull(code, "code");
        this.resources = List.copyOf(resources);
    }

    /** {@return the kind of mistake} */
    public Code code() {
        return code;
    }

    /** {@return the ids; of a cycle the whole path, its first id again at the end} */
    public List<String> resources() {
        return resources;
    }
}
