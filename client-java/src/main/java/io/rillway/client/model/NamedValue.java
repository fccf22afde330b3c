// SPDX-License-Identifier: Apache-2.0
package io.rillway.client.model;

import static java.util.Objects.requireNonNull;

/**
 * A header or a parameter of a request. It shows its name only, since the value may be a secret.
 *
 * @param name its name
 * @param value its value, not encoded yet
 */
public record NamedValue(String name, String value) {

    public NamedValue {
        requireNonNull(name, "name");
        requireNonNull(value, "value");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name: \"\" (expected: the name of a header or a parameter)");
        }
    }

    /** {@return the name; never the value} */
    @Override
    public String toString() {
        return name + "=...";
    }
}
