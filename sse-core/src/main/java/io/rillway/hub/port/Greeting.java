// SPDX-License-Identifier: Apache-2.0
package io.rillway.hub.port;

import static java.util.Objects.requireNonNull;

/** What a stream opens with, beside its {@code retry:} and its cursor. */
public sealed interface Greeting {

    /** Nothing: {@code retry:}, then the cursor as an {@code id:}-only block. */
    record None() implements Greeting {}

    /**
     * A comment before {@code retry:} and the {@code id:}-only block.
     *
     * @param text what stands after the colon
     */
    record Comment(String text) implements Greeting {
        public Comment {
            requireNonNull(text, "text");
        }
    }

    /** The event {@code connected}, after {@code retry:}; it carries the cursor as its id. */
    record Connected() implements Greeting {}
}
