// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.jdbc;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a value of any type that entries consist of, with nothing left empty. */
final class Samples {

    private static final Map<Class<?>, Object> SIMPLE = Map.of(
            String.class,
            "a \"text\" with ünïcode \u0000 and \n",
            int.class,
            7,
            Integer.class,
            8,
            long.class,
            9L,
            Long.class,
            10L,
            boolean.class,
            true,
            Boolean.class,
            true,
            Instant.class,
            Instant.parse("2026-01-02T03:04:05.123456789Z"),
            Duration.class,
            Duration.ofMillis(12_345));

    private Samples() {}

    static Object of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Object inner = of(generic.getActualTypeArguments()[0]);
            return generic.getRawType() == Optional.class ? Optional.of(inner) : List.of(inner, inner);
        }
        Class<?> plain = (Class<?>) type;
        if (SIMPLE.containsKey(plain)) {
            return SIMPLE.get(plain);
        }
        return plain.isEnum() ? plain.getEnumConstants()[plain.getEnumConstants().length - 1] : record(plain);
    }

    private static Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return canonical.newInstance(Arrays.stream(components)
                    .map(component -> of(component.getGenericType()))
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no sample of " + type, e);
        }
    }
}
