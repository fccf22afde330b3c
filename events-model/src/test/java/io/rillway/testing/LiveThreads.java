// SPDX-License-Identifier: Apache-2.0
package io.rillway.testing;

import static java.util.stream.Collectors.toSet;

import java.util.Set;
import java.util.function.Predicate;

/** The threads of this JVM, for a test that compares those before with those after. */
public final class LiveThreads {

    private LiveThreads() {}

    /** {@return those that live now and whose name is as asked for} */
    public static Set<Thread> named(Predicate<String> name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> name.test(thread.getName()))
                .collect(toSet());
    }
}
