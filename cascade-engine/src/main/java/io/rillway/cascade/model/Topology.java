// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.model;

import io.rillway.cascade.model.Dependency.Condition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A graph by numbers: each resource has one, from 0, and needs and runs on resources of lower numbers only, so that to count up is to
 * go from needs to what needs them. Links are rows of numbers. Whoever walks along many links asks here, and needs the ids at its
 * door alone.
 *
 * <p><b>Threads:</b> immutable. <b>Errors:</b> {@link IndexOutOfBoundsException} for a number that is none. <b>Limits:</b>
 * numbers mean nothing in another graph.
 */
public final class Topology {

    /** The number of no resource. */
    public static final int NONE = -1;

    // In the order they were given.
    private final List<Resource> given;

    private final Map<String, Integer> numbers;
    private final List<Resource> resources;

    // Because these are asked for far more often than the rest, which lies elsewhere in memory.
    private final String[] ids;
    private final String[] names;
    private final BitSet actedOn = new BitSet();

    private final Edges needs;
    private final Kinds kinds;
    private final int[] hosts;
    private final Users users;
    private final List<Footing> footings;

    private Topology(List<Resource> given, Map<String, Integer> places) {
        int[] hostPlaces = new int[given.size()];
        Edges links = new LinkRules(places, given).read(hostPlaces);
        int[] order = GraphRules.order(given, links, hostPlaces);
        int[] byPlace = inverse(order);
        this.given = given;
        this.resources = Arrays.stream(order).mapToObj(given::get).toList();
        this.ids = resources.stream().map(Resource::id).toArray(String[]::new);
        this.names = resources.stream().map(Resource::name).toArray(String[]::new);
        for (int number = 0; number < resources.size(); number++) {
            actedOn.set(number, resources.get(number).connector().isPresent());
        }
        this.needs = links.inOrder(order, byPlace);
        this.hosts = Arrays.stream(order)
                .map(place -> hostPlaces[place] == NONE ? NONE : byPlace[hostPlaces[place]])
                .toArray();
        this.numbers = places;
        places.replaceAll((id, place) -> byPlace[place]);
        this.kinds = Kinds.of(resources, needs);
        this.users = Users.of(resources, needs, kinds, hosts);
        this.footings = IntStream.range(0, resources.size())
                .mapToObj(number -> Footing.of(this, number))
                .toList();
    }

    private static int[] inverse(int[] order) {
        int[] places = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            places[order[place]] = place;
        }
        return places;
    }

    /** The graph of these resources, of which no two have the same id. Refuses links that make no graph. */
    static Topology of(Collection<Resource> resources) {
        List<Resource> listed = List.copyOf(resources);
        Map<String, Integer> places = new LinkedHashMap<>(listed.size() * 2);
        for (Resource resource : listed) {
            if (places.putIfAbsent(resource.id(), places.size()) != null) {
                throw new GraphException(
                        GraphException.Code.RESOURCE_DUPLICATE,
                        "resource: " + resource.id() + " (expected: one resource with this id)",
                        List.of(resource.id()));
            }
        }
        return new Topology(listed, places);
    }

    /** {@return how many resources there are} */
    public int size() {
        return resources.size();
    }

    /**
     * {@return the number of a resource, or {@link #NONE}}
     *
     * @param id the resource
     */
    public int number(String id) {
        Integer number = numbers.get(id);
        return number == null ? NONE : number;
    }

    /**
     * {@return a resource}
     *
     * @param number its number
     */
    public Resource resource(int number) {
        return resources.get(number);
    }

    /**
     * {@return the id of a resource}
     *
     * @param number its number
     */
    public String id(int number) {
        return ids[number];
    }

    /**
     * {@return the name of a resource}
     *
     * @param number its number
     */
    public String name(int number) {
        return names[number];
    }

    /**
     * {@return whether anything acts on a resource: whether it has a connector}
     *
     * @param number its number
     */
    public boolean isActedOn(int number) {
        return actedOn.get(number);
    }

    /** {@return what each needs, in the order of its dependencies} */
    public Edges needs() {
        return needs;
    }

    /**
     * {@return whether a need is hard}
     *
     * @param place its place in the rows of {@link #needs}
     */
    public boolean isRequired(int place) {
        return kinds.isRequired(place);
    }

    /**
     * {@return what satisfies a need}
     *
     * @param place its place in the rows of {@link #needs}
     */
    public Condition condition(int place) {
        return kinds.condition(place);
    }

    /**
     * {@return the resource that this one runs on, or {@link #NONE}}
     *
     * @param number the resource
     */
    public int host(int number) {
        return hosts[number];
    }

    /**
     * {@return what a resource stands on: its needs and its host}
     *
     * @param number the resource
     */
    public Footing footing(int number) {
        return footings.get(number);
    }

    /** {@return who needs each} */
    public Edges dependents() {
        return users.dependents();
    }

    /** {@return who needs each hard} */
    public Edges requirers() {
        return users.requirers();
    }

    /** {@return what runs on each} */
    public Edges hosted() {
        return users.hosted();
    }

    /** {@return the groups that require each} */
    public Edges groups() {
        return users.groups();
    }

    /**
     * {@return whether another resource waits for the end of this one}
     *
     * @param number the resource
     */
    public boolean isJob(int number) {
        return users.jobs().get(number);
    }

    /**
     * {@return everything that has to be online for a resource to start, itself included, by number}
     *
     * @param number the resource
     */
    public int[] upstream(int number) {
        return Upstream.of(this, number);
    }

    /** The resources in the order they were given. */
    List<Resource> resources() {
        return given;
    }

    Set<String> ids() {
        return Collections.unmodifiableSet(numbers.keySet());
    }

    /** The ids of a row. */
    List<String> ids(Edges edges, int number) {
        List<String> ids = new ArrayList<>(edges.count(number));
        for (int i = edges.from(number); i < edges.to(number); i++) {
            ids.add(id(edges.at(i)));
        }
        return List.copyOf(ids);
    }

    List<String> ids(int[] some) {
        List<String> ids = new ArrayList<>(some.length);
        for (int number : some) {
            ids.add(id(number));
        }
        return List.copyOf(ids);
    }

    List<String> order() {
        return List.of(ids);
    }
}
