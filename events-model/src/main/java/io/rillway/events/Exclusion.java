// SPDX-License-Identifier: Apache-2.0
package io.rillway.events;

import static java.util.Objects.requireNonNull;

/** Who must not receive an event although it matches: usually the author of the change. */
public sealed interface Exclusion {

    /**
     * {@return whether it leaves a stream out}
     *
     * @param principal the name of who is behind the stream
     * @param connection the id of its connection
     */
    boolean leavesOut(String principal, String connection);

    /**
     * Leaves out every stream of one principal.
     *
     * @param name the principal's name
     */
    record Principal(String name) implements Exclusion {
        public Principal {
            requireNonNull(name, "name");
        }

        @Override
        public boolean leavesOut(String principal, String connection) {
            return name.equals(principal);
        }
    }

    /**
     * Leaves out one stream.
     *
     * @param id the id of the connection, as its {@code connected} event gave it
     */
    record Connection(String id) implements Exclusion {
        public Connection {
            requireNonNull(id, "id");
        }

        @Override
        public boolean leavesOut(String principal, String connection) {
            return id.equals(connection);
        }
    }
}
