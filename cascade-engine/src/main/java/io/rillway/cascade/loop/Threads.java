// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.loop;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes threads: virtual ones where the JVM has them, found once by reflection, since the baseline does not know them. */
final class Threads {

    private static final Optional<ThreadFactory> VIRTUAL = virtual("rillway-cascade-virtual-");

    private Threads() {}

    static boolean areVirtual() {
        return VIRTUAL.isPresent();
    }

    static ThreadFactory named(String prefix) {
        return VIRTUAL.orElseGet(() -> platform(prefix));
    }

    static ThreadFactory platform(String prefix) {
        AtomicInteger made = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + made.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private static Optional<ThreadFactory> virtual(String prefix) {
        try {
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Object unnamed = Thread.class.getMethod("ofVirtual").invoke(null);
            Object named = builder.getMethod("name", String.class, long.class).invoke(unnamed, prefix, 0L);
            return Optional.of((ThreadFactory) builder.getMethod("factory").invoke(named));
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | IllegalAccessException
                | InvocationTargetException e) {
            return Optional.empty();
        }
    }
}
