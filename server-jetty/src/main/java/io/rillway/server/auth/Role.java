// SPDX-License-Identifier: Apache-2.0
package io.rillway.server.auth;

/** What a principal may do to cascades and to the server; a later role includes the ones before. */
public enum Role {
    /** May look. */
    VIEWER,
    /** May plan, start, stop, cancel and confirm. */
    OPERATOR,
    /** May do everything, publishing to any topic included. */
    ADMIN;

    /**
     * {@return whether whoever has this role has the other too}
     *
     * @param other the other role
     */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
