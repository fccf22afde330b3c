// SPDX-License-Identifier: Apache-2.0
package io.rillway.cascade.connector;

/** What an order is for. */
enum OrderKind {
    START,
    STOP,
    STATUS;

    /** {@return the code of its failure} */
    String failed() {
        return name() + "_FAILED";
    }

    /** {@return the code of its absence} */
    String missing() {
        return "NO_" + name() + "_CAPABILITY";
    }
}
