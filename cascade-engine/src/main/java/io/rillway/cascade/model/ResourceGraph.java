// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import io.rillway.cascade.connector.ConnectorSource;
import io.rillway.cascade.probe.Probe;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The graph of resources: who needs whom, and who runs on whom. It never has a cycle, over the union of both kinds of edge.
 *
 * <p><b>Threads:</b> immutable; a change makes another graph. <b>Errors:</b> {@link GraphException}.
 */
public final class ResourceGraph {

    private ResourceGraph() {}

    /** {@return a builder of an empty graph} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@return the graph of these resources}
     *
     * @param resources all of them, in any order
     * @throws GraphException if they make no graph
     */
    public static ResourceGraph of(Collection<Resource> resources) {
        throw new UnsupportedOperationException("cascade-engine");
    }

    /** {@return every resource, in the order they were given} */
    public List<Resource> resources() {
        throw new UnsupportedOperationException("cascade-engine");
    }

    /**
     * {@return the resource with this id, if there is one}
     *
     * @param id the resource
     */
    public Optional<Resource> find(String id) {
        throw new UnsupportedOperationException("cascade-engine");
    }

    /**
     * {@return the resource with this id}
     *
     * @param id the resource
     * @throws GraphException with {@code NOT_FOUND} if there is none
     */
    public Resource resource(String id) {
        throw new UnsupportedOperationException("cascade-engine");
    }

    /**
     * {@return the resources that need this one directly}
     *
     * @param id the resource
     * @throws GraphException with {@code NOT_FOUND} if there is none
     */
    public List<String> dependents(String id) {
        throw new UnsupportedOperationException("cascade-engine");
    }

    /**
     * {@return the resources that run on this one directly}
     *
     * @param id the resource
     * @throws GraphException with {@code NOT_FOUND} if there is none
     */
    public List<String> hosted(String id) {
        throw new UnsupportedOperationException("cascade-engine");
    }

    /**
     * {@return everything that has to be online for this resource to start, itself included: dependencies and hosts, and
     * theirs, each before what needs it}
     *
     * @param id the resource
     * @throws GraphException with {@code NOT_FOUND} if there is none
     */
    public List<String> upstream(String id) {
        throw new UnsupportedOperationException("cascade-engine");
    }

    /**
     * {@return whether more than one resource needs this one}
     *
     * @param id the resource
     * @throws GraphException with {@code NOT_FOUND} if there is none
     */
    public boolean isShared(String id) {
        throw new UnsupportedOperationException("cascade-engine");
    }

    /** {@return every id, each after everything that it needs or runs on} */
    public List<String> topologicalOrder() {
        throw new UnsupportedOperationException("cascade-engine");
    }

    /**
     * {@return this graph with the resource added, or put in the place of the one with its id}
     *
     * @param resource the resource
     * @throws GraphException if that makes no graph
     */
    public ResourceGraph with(Resource resource) {
        throw new UnsupportedOperationException("cascade-engine");
    }

    /**
     * {@return this graph without the resource}
     *
     * @param id the resource
     * @throws GraphException with {@code NOT_FOUND} if there is none, or another resource needs it or runs on it
     */
    public ResourceGraph without(String id) {
        throw new UnsupportedOperationException("cascade-engine");
    }

    /** {@return the ids of all resources} */
    public Set<String> ids() {
        throw new UnsupportedOperationException("cascade-engine");
    }

    /** Builds a graph. <b>Threads:</b> for one thread. */
    public static final class Builder {

        private Builder() {}

        /**
         * {@return this builder, with a further resource}
         *
         * @param resource the resource
         */
        public Builder resource(Resource resource) {
            throw new UnsupportedOperationException("cascade-engine");
        }

        /**
         * {@return this builder, with a further resource}
         *
         * @param id what it is known by
         * @param connector what acts on it
         * @param probe looks at it
         * @param needs the resources that it needs
         */
        public Builder resource(String id, ConnectorSource connector, Probe probe, Dependency... needs) {
            throw new UnsupportedOperationException("cascade-engine");
        }

        /**
         * {@return the graph}
         *
         * @throws GraphException if the resources make none
         */
        public ResourceGraph build() {
            throw new UnsupportedOperationException("cascade-engine");
        }
    }
}
