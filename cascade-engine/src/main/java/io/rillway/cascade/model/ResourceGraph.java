// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import static java.util.Objects.requireNonNull;

import io.rillway.cascade.connector.ConnectorSource;
import io.rillway.cascade.probe.Probe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The graph of resources: who needs whom, and who runs on whom. It never has a cycle, over the union of both kinds of edge.
 *
 * <p><b>Threads:</b> immutable; a change makes another graph. <b>Errors:</b> {@link GraphException}.
 */
public final class ResourceGraph {

    private final Topology topology;

    private ResourceGraph(Topology topology) {
        this.topology = topology;
    }

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
        return new ResourceGraph(Topology.of(resources));
    }

    /** {@return every resource, in the order they were given} */
    public List<Resource> resources() {
        return topology.resources();
    }

    /** {@return this graph by numbers} */
    public Topology topology() {
        return topology;
    }

    /**
     * {@return the resource with this id, if there is one}
     *
     * @param id the resource
     */
    public Optional<Resource> find(String id) {
        int number = topology.number(requireNonNull(id, "id"));
        return number == Topology.NONE ? Optional.empty() : Optional.of(topology.resource(number));
    }

    /**
     * {@return the resource with this id}
     *
     * @param id the resource
     * @throws GraphException with {@code NOT_FOUND} if there is none
     */
    public Resource resource(String id) {
        return topology.resource(number(id));
    }

    private int number(String id) {
        int number = topology.number(requireNonNull(id, "id"));
        if (number == Topology.NONE) {
            throw new GraphException(
                    GraphException.Code.NOT_FOUND,
                    "resource: " + id + " (expected: a resource of the graph)",
                    List.of(id));
        }
        return number;
    }

    /**
     * {@return the resources that need this one directly}
     *
     * @param id the resource
     * @throws GraphException with {@code NOT_FOUND} if there is none
     */
    public List<String> dependents(String id) {
        return topology.ids(topology.dependents(), number(id));
    }

    /**
     * {@return the resources that need this one directly and hard}
     *
     * @param id the resource
     * @throws GraphException with {@code NOT_FOUND} if there is none
     */
    public List<String> requirers(String id) {
        return topology.ids(topology.requirers(), number(id));
    }

    /**
     * {@return whether the resource is a job: another one waits for its end}
     *
     * @param id the resource
     * @throws GraphException with {@code NOT_FOUND} if there is none
     */
    public boolean isJob(String id) {
        return topology.isJob(number(id));
    }

    /**
     * {@return the resources that run on this one directly}
     *
     * @param id the resource
     * @throws GraphException with {@code NOT_FOUND} if there is none
     */
    public List<String> hosted(String id) {
        return topology.ids(topology.hosted(), number(id));
    }

    /**
     * {@return everything that has to be online for this resource to start, itself included: dependencies and hosts, and
     * theirs, each before what needs it}
     *
     * @param id the resource
     * @throws GraphException with {@code NOT_FOUND} if there is none
     */
    public List<String> upstream(String id) {
        return topology.ids(topology.upstream(number(id)));
    }

    /**
     * {@return the groups that require a resource, and so stand as it does; empty if the graph does not have it}
     *
     * @param id the resource
     */
    public List<String> groupsOf(String id) {
        int number = topology.number(id);
        return number == Topology.NONE ? List.of() : topology.ids(topology.groups(), number);
    }

    /**
     * {@return whether more than one resource needs this one}
     *
     * @param id the resource
     * @throws GraphException with {@code NOT_FOUND} if there is none
     */
    public boolean isShared(String id) {
        return topology.dependents().count(number(id)) > 1;
    }

    /** {@return every id, each after everything that it needs or runs on} */
    public List<String> topologicalOrder() {
        return topology.order();
    }

    /**
     * {@return this graph with the resource added, or put in the place of the one with its id}
     *
     * @param resource the resource
     * @throws GraphException if that makes no graph
     */
    public ResourceGraph with(Resource resource) {
        List<Resource> changed = new ArrayList<>(topology.resources());
        if (topology.number(resource.id()) == Topology.NONE) {
            changed.add(resource);
        } else {
            changed.replaceAll(known -> known.id().equals(resource.id()) ? resource : known);
        }
        return of(changed);
    }

    /**
     * {@return this graph without the resource}
     *
     * @param id the resource
     * @throws GraphException with {@code NOT_FOUND} if there is none, with {@code RESOURCE_NEEDED} if another resource needs
     *     it or runs on it
     */
    public ResourceGraph without(String id) {
        List<String> left = Stream.concat(dependents(id).stream(), hosted(id).stream())
                .distinct()
                .toList();
        if (!left.isEmpty()) {
            throw new GraphException(
                    GraphException.Code.RESOURCE_NEEDED,
                    "resource: " + id + " is needed by " + String.join(", ", left) + " (expected: by none)",
                    left);
        }
        List<Resource> changed = new ArrayList<>(topology.resources());
        changed.removeIf(known -> known.id().equals(id));
        return of(changed);
    }

    /** {@return the ids of all resources, in the order they were given} */
    public Set<String> ids() {
        return topology.ids();
    }

    /** {@return whether the other graph has equal resources in the same order} */
    @Override
    public boolean equals(Object other) {
        return other instanceof ResourceGraph graph && resources().equals(graph.resources());
    }

    @Override
    public int hashCode() {
        return resources().hashCode();
    }

    /** {@return the ids of its resources} */
    @Override
    public String toString() {
        return "ResourceGraph" + ids();
    }

    /** Builds a graph. <b>Threads:</b> for one thread. */
    public static final class Builder {

        private final List<Resource> resources = new ArrayList<>();

        private Builder() {}

        /**
         * {@return this builder, with a further resource}
         *
         * @param resource the resource
         */
        public Builder resource(Resource resource) {
            resources.add(requireNonNull(resource, "resource"));
            return this;
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
            return resource(Resource.named(id)
                    .connector(connector)
                    .probe(probe)
                    .dependsOn(needs)
                    .build());
        }

        /**
         * {@return the graph}
         *
         * @throws GraphException if the resources make none
         */
        public ResourceGraph build() {
            return of(resources);
        }
    }
}
