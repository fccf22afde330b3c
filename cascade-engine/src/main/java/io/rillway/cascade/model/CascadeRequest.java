// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What somebody wants of the engine.
 *
 * @param action start or stop
 * @param resourceId the target
 * @param dependents what a stop does about active resources that require what is to be stopped
 * @param options how it is to be run
 */
public record CascadeRequest(Action action, String resourceId, Dependents dependents, CascadeOptions options) {

    /** What a stop does about active resources that require what is to be stopped. */
    public enum Dependents {
        /** It is refused, and names them. */
        @JsonProperty("refuse")
        REFUSE,
        /** They are stopped first. */
        @JsonProperty("stop")
        STOP,
        /** They are left to themselves. */
        @JsonProperty("ignore")
        IGNORE
    }

    public CascadeRequest {
        requireNonNull(action, "action");
        requireNonNull(resourceId, "resourceId");
        requireNonNull(dependents, "dependents");
        requireNonNull(options, "options");
    }

    /**
     * A request with nothing special about how it is run.
     *
     * @param action start or stop
     * @param resourceId the target
     * @param dependents what a stop does about active resources that require what is to be stopped
     */
    public CascadeRequest(Action action, String resourceId, Dependents dependents) {
        this(action, resourceId, dependents, CascadeOptions.DEFAULTS);
    }

    /**
     * {@return this request, to be run otherwise}
     *
     * @param options how it is to be run
     */
    public CascadeRequest with(CascadeOptions options) {
        return new CascadeRequest(action, resourceId, dependents, options);
    }

    /**
     * {@return the request to start a resource}
     *
     * @param resourceId the target
     */
    public static CascadeRequest start(String resourceId) {
        return new CascadeRequest(Action.START, resourceId, Dependents.REFUSE);
    }

    /**
     * {@return the request to stop a resource, refused if an active one requires it}
     *
     * @param resourceId the target
     */
    public static CascadeRequest stop(String resourceId) {
        return stop(resourceId, Dependents.REFUSE);
    }

    /**
     * {@return the request to stop a resource}
     *
     * @param resourceId the target
     * @param dependents what to do about active resources that require what is to be stopped
     */
    public static CascadeRequest stop(String resourceId, Dependents dependents) {
        return new CascadeRequest(Action.STOP, resourceId, dependents);
    }
}
