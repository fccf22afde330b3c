// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a resource can be told, and asked.
 *
 * @param byKind at most one order of each kind
 * @param <O> what an order is
 */
record Orders<O>(Map<OrderKind, O> byKind) {

    Orders {
        Map<OrderKind, O> sorted = new EnumMap<>(OrderKind.class);
        sorted.putAll(byKind);
        byKind = Collections.unmodifiableMap(sorted);
    }

    /** {@return no order yet} */
    static <O> Orders<O> none() {
        return new Orders<>(Map.of());
    }

    /** {@return these orders, with another of a kind} */
    Orders<O> with(OrderKind kind, O order) {
        Map<OrderKind, O> more = new EnumMap<>(OrderKind.class);
        more.putAll(byKind);
        more.put(kind, order);
        return new Orders<>(more);
    }

    /** {@return what becomes of these orders, of the same kinds} */
    <P> Orders<P> map(Function<? super O, ? extends P> change) {
        Map<OrderKind, P> changed = new EnumMap<>(OrderKind.class);
        byKind.forEach((kind, order) -> changed.put(kind, change.apply(order)));
        return new Orders<>(changed);
    }

    /** {@return the order of a kind, if there is one} */
    Optional<O> find(OrderKind kind) {
        return Optional.ofNullable(byKind.get(kind));
    }

    @Override
    public String toString() {
        return byKind.toString();
    }
}
